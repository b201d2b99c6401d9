using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Gateway;
using SlackAgents.Host.Composition;
using SlackAgents.Host.Data;
using SlackAgents.Slack.SocketMode;

namespace SlackAgents.Tests.Host;

internal sealed class CompositionTests
{
    [Test]
    public void Every_service_of_the_product_can_be_made()
    {
        var services = Compose();

        Assert.That(() => services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }).Dispose(), Throws.Nothing);
    }

    /// <summary>Services stop in the reverse order: first what takes commands in, last what running sandboxes need.</summary>
    [Test]
    public void What_is_needed_to_hand_over_starts_before_and_stops_after_what_uses_it()
    {
        var hosted = Compose().Where(service => service.ServiceType == typeof(IHostedService)).Select(NameOf).ToList();

        var order = new[] { nameof(GatewayServer), nameof(TraceWriter), nameof(RunScheduler), nameof(SocketModeClient) }.Select(name => hosted.IndexOf(name));

        Assert.That(order, Is.Ordered.Ascending.And.All.GreaterThanOrEqualTo(0), string.Join(", ", hosted));
    }

    private static IServiceCollection Compose()
    {
        var builder = ProductHost.CreateBuilder(new HostStart());
        ProductHost.AddProduct(builder.Services, builder.Configuration);

        // Taken only once the configuration was found good.
        builder.Services.AddSingleton<DataDirectory>(_ => throw new NotSupportedException());
        return builder.Services;
    }

    private static string NameOf(ServiceDescriptor service) =>
        service.ImplementationType?.Name ?? service.ImplementationFactory!.Method.ReturnType.Name;
}
