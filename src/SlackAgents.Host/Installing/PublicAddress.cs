namespace SlackAgents.Host.Installing;

/// <summary>Where people reach the web pages, with a slash at its end.</summary>
internal sealed class PublicAddress(Func<Uri> find)
{
    public Uri Value => find();
}
