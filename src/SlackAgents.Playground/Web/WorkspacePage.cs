using Microsoft.AspNetCore.Builder;
using SlackAgents.Playground.Slack;
namespace SlackAgents.Playground.Web;
internal sealed class WorkspacePage(SlackWorkspace workspace)
{
    public void Map(WebApplication app) => app.MapGet("/", () => workspace.Members.Count);
}
