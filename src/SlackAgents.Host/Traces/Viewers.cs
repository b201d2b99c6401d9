using System.Text.Json;
using SlackAgents.Core.Replies;
using SlackAgents.Host.SignIn;

namespace SlackAgents.Host.Traces;

/// <summary>Tells a page who looks at it.</summary>
internal sealed class Viewers(SessionReader sessions, SlackSignIn signIn)
{
    /// <summary>Writes the property <c>viewer</c>.</summary>
    public async Task WriteAsync(Utf8JsonWriter writer, HttpContext context)
    {
        var person = await FindAsync(context);
        writer.WriteStartObject("viewer"u8);
        if (person is null)
        {
            writer.WriteNull("signedIn"u8);
        }
        else
        {
            writer.WriteStartObject("signedIn"u8);
            writer.WriteString("name"u8, person.DisplayName);
            writer.WriteEndObject();
        }

        writer.WriteBoolean("canSignIn"u8, signIn.MissingSettings.Count == 0);
        writer.WriteEndObject();
    }

    private async Task<SignedInPerson?> FindAsync(HttpContext context)
    {
        try
        {
            return await sessions.FindAsync(context, context.RequestAborted);
        }
        catch (ReplyException)
        {
            return null; // Slack does not answer; the page itself needs nobody
        }
    }
}
