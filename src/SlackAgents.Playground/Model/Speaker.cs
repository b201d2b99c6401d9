namespace SlackAgents.Playground.Model;

internal enum Speaker
{
    User,
    Assistant,
    Tool,
}
