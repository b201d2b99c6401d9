namespace SlackAgents.Testing.Fakes;

/// <summary>Scripts for the <see cref="FakeSandboxEngine"/>.</summary>
internal static class Agents
{
    /// <summary>Changes a file, says so, and ends when its input is closed.</summary>
    public static async Task<int> EditAsync(FakeTurn turn)
    {
        turn.Begin();
        turn.Say("I change the readme.");
        await turn.PushAsync("README.md", $"changed in turn {turn.Number}\n");
        return await EndAsync(turn, $"Changed the readme in turn {turn.Number}.");
    }

    /// <summary>Answers without touching a file.</summary>
    public static Task<int> TalkAsync(FakeTurn turn)
    {
        turn.Begin();
        return EndAsync(turn, "It is fine as it is.");
    }

    /// <summary>Changes a file, then works until it is stopped, and is deaf to an interrupt.</summary>
    public static async Task<int> WorkForEverAsync(FakeTurn turn)
    {
        turn.Begin();
        await turn.PushAsync("README.md", "half of it\n");
        turn.Say("I go on for ever.");
        await turn.UntilKilledAsync();
        return 0;
    }

    /// <summary>Waits for <paramref name="go"/> in the middle of its turn.</summary>
    public static Func<FakeTurn, Task<int>> WaitFor(Task go) => async turn =>
    {
        turn.Begin();
        await turn.PushAsync("README.md", $"changed in turn {turn.Number}\n");
        turn.Say("I wait.");
        await go.WaitAsync(turn.Killed);
        return await EndAsync(turn, $"Done with turn {turn.Number}.");
    };

    /// <summary>Prints these lines and ends with this code.</summary>
    public static Func<FakeTurn, Task<int>> Print(IEnumerable<string> lines, int code) => turn =>
    {
        foreach (var line in lines)
        {
            turn.Print(line);
        }

        return Task.FromResult(code);
    };

    private static async Task<int> EndAsync(FakeTurn turn, string answer)
    {
        turn.Finish(answer);
        await turn.ReadInputToEndAsync();
        return 0;
    }
}
