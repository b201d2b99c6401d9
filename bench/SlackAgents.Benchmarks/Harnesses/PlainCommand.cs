using System.Text.Json;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.Driver;

namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>What somebody would type who has no product: the agent's headless command, with the product's settings for it.</summary>
/// <param name="Input">Its standard input, which is closed after it.</param>
/// <param name="Files">Settings below the home directory.</param>
internal sealed record PlainCommand(IReadOnlyList<string> Arguments, string Input, IReadOnlyDictionary<string, string> Files)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <exception cref="BenchException">Nobody has said here what the harness's headless command is.</exception>
    public static PlainCommand Of(IHarness harness, HarnessLaunch launch, string prompt)
    {
        if (!IsDriven(launch))
        {
            return new PlainCommand(launch.Arguments, Lines(launch.Input), new Dictionary<string, string>(StringComparer.Ordinal));
        }

        var plan = JsonSerializer.Deserialize<DriverPlan>(launch.Input[0], Format)!;
        return new PlainCommand([.. Headless(harness.Name, plan.Command, prompt)], string.Empty, plan.Files);
    }

    /// <summary>The product's own command, driver included.</summary>
    public static PlainCommand Same(HarnessLaunch launch) =>
        new(launch.Arguments, Lines(launch.Input), new Dictionary<string, string>(StringComparer.Ordinal));

    public static bool IsDriven(HarnessLaunch launch) => launch.Arguments.SequenceEqual(DriverPlan.Program, StringComparer.Ordinal);

    /// <summary>For people: without the values of settings, of which some fill pages.</summary>
    public string ShowShort()
    {
        var words = new List<string>();
        for (var i = 0; i < Arguments.Count; i++)
        {
            var isLong = Arguments[i] is "-c" or "--settings" or "--disallowed-tools" or "--session-id";
            if (!isLong || !words.Contains(Arguments[i] + " …", StringComparer.Ordinal))
            {
                words.Add(isLong ? Arguments[i] + " …" : Arguments[i]);
            }

            i += isLong ? 1 : 0;
        }

        return string.Join(' ', words);
    }

    private static IEnumerable<string> Headless(string harness, IReadOnlyList<string> command, string prompt) => harness switch
    {
        "codex" => ["codex", "exec", "--json", "--dangerously-bypass-approvals-and-sandbox", .. command.Skip(2), prompt],
        // Behind a shell that puts its sessions in order first: sh -c SCRIPT sh COMMAND.
        "gemini" => [.. command.SkipWhile((word, at) => at < 4 && command[0] == "sh").Where(word => word != "--acp"), "-p", prompt, "-o", "stream-json"],
        "opencode" => ["opencode", "run", "--format", "json", prompt],
        "copilot" => [.. command.Where(word => word != "--acp"), "-p", prompt, "--output-format", "json", "--stream", "off"],
        "qwen" => [.. command.Where(word => word != "--acp"), "-o", "stream-json", prompt],
        _ => throw new BenchException($"What {harness}'s headless command is, is not known to this bench."),
    };

    private static string Lines(IReadOnlyList<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
