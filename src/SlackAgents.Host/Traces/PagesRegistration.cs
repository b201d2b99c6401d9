using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using SlackAgents.Host.Traces.Export;
using SlackAgents.Host.Traces.Live;

namespace SlackAgents.Host.Traces;

/// <summary>The services of the pages.</summary>
internal static class PagesRegistration
{
    public static IServiceCollection AddTracePages(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            // Not text/event-stream: an event must not wait for those that would make it smaller. Assets are compressed already.
            options.MimeTypes = ["application/json", "application/x-ndjson", "text/html"];
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return services
            .AddExports()
            .AddSingleton<ViewerAssets>().AddSingleton<ShellPage>()
            .AddSingleton<TraceGate>()
            .AddSingleton<RunHeads>().AddSingleton<RecordJson>()
            .AddSingleton<Viewers>().AddSingleton<RunPage>().AddSingleton<TraceData>()
            .AddSingleton<TraceFrames>().AddSingleton<TraceFeeds>().AddSingleton<TraceStream>();
    }
}
