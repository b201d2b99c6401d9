using SlackAgents.Host.Configuration;
using SlackAgents.Host.Tryout;
using SlackAgents.Storage;

namespace SlackAgents.Host.Verbs;

/// <summary>Where a verb ends: what an operator can mend is said in sentences, without a stack trace.</summary>
internal static class VerbBoundary
{
    public static async Task<int> RunAsync(Func<Task> verb)
    {
        try
        {
            await verb();
            return ExitCodes.Ok;
        }
        catch (ConfigurationException exception)
        {
            await Console.Error.WriteLineAsync("SlackAgents cannot start with this configuration:");
            foreach (var error in exception.Errors)
            {
                await Console.Error.WriteLineAsync($"  - {error}");
            }

            return ExitCodes.Configuration;
        }
        catch (TryoutException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
        catch (StorageException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"Web:ListenUrl: the address is taken: {exception.Message} Stop the other program, or choose another port with Web__ListenUrl.");
            return ExitCodes.Failed;
        }
    }
}
