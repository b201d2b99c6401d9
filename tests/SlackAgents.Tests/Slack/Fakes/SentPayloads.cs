using System.Text.Json;
using SlackAgents.Slack.Rendering.Validation;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>Fails the test that caused a payload which Slack would not take. What the product does with the failure does not hide it.</summary>
internal static class SentPayloads
{
    public static void Check(string method, string? contentType, string body)
    {
        if (contentType == "application/json")
        {
            using var document = JsonDocument.Parse(body);
            Expect(PayloadValidator.CheckCall(method, document.RootElement), method, body);
        }
    }

    public static void CheckAcknowledgement(string body)
    {
        using var document = JsonDocument.Parse(body);
        Expect(PayloadValidator.CheckAcknowledgement(document.RootElement), "the acknowledgement", body);
    }

    private static void Expect(IReadOnlyList<PayloadProblem> problems, string where, string body)
    {
        if (problems.Count > 0)
        {
            Assert.Fail($"Slack would not take what was sent with {where}:\n{string.Join('\n', problems)}\n{body}");
        }
    }
}
