using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;
using SlackAgents.Core.Policies;

namespace SlackAgents.Host.Logging;

/// <summary>Serilog behind <c>ILogger</c>: console and files, with scopes as properties and without secrets.</summary>
internal static class LoggingRegistration
{
    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {RunId} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    /// <param name="quiet">The console is for somebody else: only errors are shown there.</param>
    public static ILoggingBuilder AddProductLogging(this ILoggingBuilder logging, LogOptions options, string dataDirectory, SecretRedactor redactor, bool quiet)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Trace);
        return logging.AddSerilog(CreateLogger(options, dataDirectory, redactor, quiet), dispose: true);
    }

    private static Serilog.Core.Logger CreateLogger(LogOptions options, string dataDirectory, SecretRedactor redactor, bool quiet)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(options.Level)
            .MinimumLevel.Override("Microsoft", options.FrameworkLevel)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Warning)
            .MinimumLevel.Override("System", options.FrameworkLevel)
            .MinimumLevel.Override("Polly", options.FrameworkLevel)
            .Filter.ByExcluding(IsTakenPort)
            .Enrich.FromLogContext();

        // Everything on stderr: stdout belongs to what a verb prints.
        logger.WriteTo.Console(
            new RedactingFormatter(options.ConsoleJson ? new JsonFormatter(renderMessage: true) : Text(), redactor),
            restrictedToMinimumLevel: quiet ? LogEventLevel.Error : LevelAlias.Minimum,
            standardErrorFromLevel: LevelAlias.Minimum);

        if (options.Directory.Length > 0)
        {
            logger.WriteTo.File(
                new RedactingFormatter(new JsonFormatter(renderMessage: true), redactor),
                Path.Combine(dataDirectory, options.Directory, "slackagents-.jsonl"),
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: 100 * 1024 * 1024,
                retainedFileCountLimit: options.KeepFiles);
        }

        return logger.CreateLogger();
    }

    /// <summary>The verb says this one in a sentence; the stack trace would bury it.</summary>
    private static bool IsTakenPort(LogEvent logEvent) => logEvent.Exception?.InnerException is AddressInUseException;

    private static MessageTemplateTextFormatter Text() => new MessageTemplateTextFormatter(Template, CultureInfo.InvariantCulture);
}
