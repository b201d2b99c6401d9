using System.Text.Json;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.RunList;

/// <summary>The page of the list, with its first answer inside.</summary>
internal sealed class RunListPage(ShellPage shell)
{
    private const int MaxPlain = 20;

    public Html Render(RunListAnswer answer) => shell.Render(
        root: string.Empty,
        Html.Of($"Runs"),
        Plain(answer),
        JsonSerializer.Serialize(new RunListBoot("runs", answer), RunListJsonContext.Relaxed.RunListBoot));

    private static Html Plain(RunListAnswer answer)
    {
        var runs = answer.Active.Concat(answer.Queued).Concat(answer.Recent).Take(MaxPlain);
        return Html.Of($"<h1>Runs</h1><ul>{Html.Join(runs.Select(run => Html.Of($"""<li>{run.State}: <a href="{run.Link}">{ForeignText.Clean(run.Title, 200)}</a>, {run.Repository}</li>""")))}</ul><p>Filters and costs need JavaScript.</p>");
    }
}
