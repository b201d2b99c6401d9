using System.Text.RegularExpressions;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>What keeps a configured agent from running, found before anything starts.</summary>
internal static partial class AcpAgentRules
{
    private const int MaxFile = 256 * 1024;

    /// <summary>One sentence for each wrong value, with its key.</summary>
    public static IEnumerable<string> ErrorsOf(string section, string name, AcpAgentOptions agent)
    {
        if (!AgentName().IsMatch(name))
        {
            yield return $"{section}: '{name}' is no name for an agent. Use lower-case letters, digits and dashes, and begin with a letter.";
        }

        if (agent.Command.Count == 0 || string.IsNullOrWhiteSpace(agent.Command[0]))
        {
            yield return $"{section}:{nameof(agent.Command)} is empty. Name the program, and one argument in each further entry.";
        }

        if (agent.Providers.Count == 0 || !agent.Providers.All(provider => AgentName().IsMatch(provider)))
        {
            yield return $"{section}:{nameof(agent.Providers)} has to name at least one provider, for example openai.";
        }

        if (!ModelName().IsMatch(agent.Model))
        {
            yield return $"{section}:{nameof(agent.Model)} is '{agent.Model}', which is no model's id.";
        }

        if (!AcpSteering.All.Contains(agent.Steer, StringComparer.Ordinal))
        {
            yield return $"{section}:{nameof(agent.Steer)} is '{agent.Steer}'. Known: {string.Join(", ", AcpSteering.All)}.";
        }

        if (agent.ResumeMethod is not (AcpMethods.Load or AcpMethods.Resume))
        {
            yield return $"{section}:{nameof(agent.ResumeMethod)} is '{agent.ResumeMethod}'. Known: {AcpMethods.Load}, {AcpMethods.Resume}.";
        }

        foreach (var path in agent.SessionPaths.Where(path => !IsBelowHome(path)))
        {
            yield return $"{section}:{nameof(agent.SessionPaths)}: '{path}' has to be a path below the home directory, without a slash in front.";
        }

        foreach (var error in ErrorsOfValues(section, agent))
        {
            yield return error;
        }
    }

    private static IEnumerable<string> ErrorsOfValues(string section, AcpAgentOptions agent)
    {
        foreach (var (path, content) in agent.Files)
        {
            if (!IsBelowHome(path) || content is not { Length: <= MaxFile })
            {
                yield return $"{section}:{nameof(agent.Files)}: '{path}' has to be a path below the home directory, with at most {MaxFile / 1024} kB of text.";
            }
        }

        foreach (var (name, value) in agent.Environment)
        {
            if (!VariableName().IsMatch(name) || value is null || value.Contains('\0', StringComparison.Ordinal))
            {
                yield return $"{section}:{nameof(agent.Environment)}: '{name}' is no variable, or has no value.";
            }
        }

        if (agent.Command.Any(part => part is null || part.Contains('\0', StringComparison.Ordinal)))
        {
            yield return $"{section}:{nameof(agent.Command)} has an entry that is no text.";
        }
    }

    private static bool IsBelowHome(string path) =>
        RelativePath().IsMatch(path) && !path.Split('/').Any(part => part is "" or "." or "..");

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,29}\z", RegexOptions.None, 100)]
    private static partial Regex AgentName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:/@\[\]-]{0,99}\z", RegexOptions.None, 100)]
    private static partial Regex ModelName();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,99}\z", RegexOptions.None, 100)]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\A[^/\\\0\r\n][^\\\0\r\n]{0,299}\z", RegexOptions.None, 100)]
    private static partial Regex RelativePath();
}
