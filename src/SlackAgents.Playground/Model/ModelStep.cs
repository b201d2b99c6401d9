using SlackAgents.Playground.Model.Tools;

namespace SlackAgents.Playground.Model;

/// <summary>One answer of the model. With a tool call in it the conversation goes on, without one it ends.</summary>
internal sealed record ModelStep
{
    /// <summary>Text beside tool calls, or the final text. <c>{{last_tool}}</c>, <c>{{later_user}}</c> and <c>{{turn}}</c> are filled in.</summary>
    public string? Text { get; init; }

    public string? Thinking { get; init; }

    /// <summary>Shell commands; several are parallel calls.</summary>
    public IReadOnlyList<string> Bash { get; init; } = [];

    public WriteCall? Write { get; init; }

    public EditCall? Edit { get; init; }

    /// <summary>Path of a file to delete.</summary>
    public string? Delete { get; init; }

    /// <summary>The whole todo list as it is from now on.</summary>
    public IReadOnlyList<TodoEntry>? Todo { get; init; }

    /// <summary>A tool by the end of its name, with an input made from its schema.</summary>
    public NamedCall? Named { get; init; }

    /// <summary>Calls of a tool by its own name, with the input as JSON.</summary>
    public ToolCall? Call { get; init; }

    /// <summary>Answers with this HTTP status instead.</summary>
    public int? Error { get; init; }

    /// <summary>Wait before the answer begins.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Wait between chunks of a streamed answer.</summary>
    public TimeSpan? Gap { get; init; }

    /// <summary>Tokens to report; counted from the text when null.</summary>
    public ModelUsage? Usage { get; init; }

    /// <summary>The stream breaks after this many chunks.</summary>
    public int? CutAfter { get; init; }

    public static ModelStep Say(string text) => new() { Text = text };

    public static ModelStep Run(params string[] commands) => new() { Bash = commands };

    public static ModelStep SayAndRun(string say, string command) => new() { Text = say, Bash = [command] };

    public static ModelStep WriteFile(string path, string content) => new() { Write = new WriteCall(path, content) };

    public static ModelStep Fail(int status) => new() { Error = status };
}
