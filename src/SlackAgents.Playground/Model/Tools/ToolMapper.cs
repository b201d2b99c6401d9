using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Model.Tools;

/// <summary>Maps what a step wants to do onto the tools that the request offers.</summary>
internal static class ToolMapper
{
    /// <summary>The calls of a step. When one of its tools has yet to be searched for, that search alone: the step itself comes next time.</summary>
    public static IReadOnlyList<ToolCall> Calls(Conversation conversation, ModelStep step)
    {
        var calls = Wanted(conversation, step).ToList();
        return calls.Find(ToolFinder.IsSearch) is { } search && step.Call is null ? [search] : calls;
    }

    private static IEnumerable<ToolCall> Wanted(Conversation conversation, ModelStep step)
    {
        foreach (var command in step.Bash)
        {
            if (ShellTool.Call(conversation, command) is { } call)
            {
                yield return call;
            }
        }

        foreach (var call in step.Todo is { } todo ? TodoTools.Calls(conversation, todo) : [])
        {
            yield return call;
        }

        if (step.Write is { } write && FileTools.Write(conversation, write) is { } written)
        {
            yield return written;
        }

        if (step.Edit is { } edit && FileTools.Edit(conversation, edit) is { } edited)
        {
            yield return edited;
        }

        if (step.Delete is { } path && FileTools.Delete(conversation, path) is { } deleted)
        {
            yield return deleted;
        }

        if (step.Named is { } named && Named(conversation, named) is { } found)
        {
            yield return found;
        }

        if (step.Call is { } own)
        {
            yield return ToolFinder.Find(conversation, own.Name) is { } tool ? own with { Kind = tool.Kind, Namespace = tool.Namespace } : own;
        }
    }

    private static ToolCall? Named(Conversation conversation, NamedCall named) =>
        ToolFinder.Call(conversation, named.OrEnding is { } other && ToolFinder.FindEnding(conversation.Tools, other) is not null ? other : named.Ending, (JsonObject)JsonNode.Parse(named.ValuesJson)!, isListed: false)
        ?? ShellTool.Call(conversation, $"echo 'The harness offers no tool whose name ends with {named.Ending}.'");
}
