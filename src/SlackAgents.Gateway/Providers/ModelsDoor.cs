using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Traces;
using SlackAgents.Gateway.Doors;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// The way to the model: only the provider's own paths, the real key put in here, the budget asked before and the usage
/// told after each call.
/// </summary>
internal sealed partial class ModelsDoor(ModelProviders providers, ModelForwarder forwarder, ModelCatalog catalog, TimeProvider time, ILogger<ModelsDoor> logger)
{
    private const int ClientClosedRequest = 499;

    private const string NoWebSockets = "WebSockets are not open to runs. Use HTTP.";

    /// <summary>Where no count is known, so many bytes are taken for a token.</summary>
    private const int BytesPerToken = 4;

    public async Task HandleAsync(HttpContext context, Door door, ModelsRoute route, CancellationToken cancellationToken)
    {
        if (providers.Find(route.Provider) is not { } provider)
        {
            Refuse(context, door, route, "There is no such model provider.", StatusCodes.Status404NotFound);
            await DoorReply.TextAsync(context, StatusCodes.Status404NotFound, $"There is no such model provider. There are: {string.Join(", ", providers.All.Select(known => known.Name))}.", cancellationToken);
        }
        else if (door.Session.Providers?.Contains(provider.Name, StringComparer.Ordinal) == false)
        {
            var sentence = $"This run's agent has no business with {provider.DisplayName}. It may use: {string.Join(", ", door.Session.Providers)}.";
            Refuse(context, door, route, sentence, StatusCodes.Status403Forbidden);
            await AnswerAsync(context, provider, StatusCodes.Status403Forbidden, sentence, cancellationToken);
        }
        else if (context.Request.Headers.Upgrade.Count > 0)
        {
            // Codex takes this status for the advice it is, and goes on by HTTP at once.
            Refuse(context, door, route, NoWebSockets, StatusCodes.Status426UpgradeRequired);
            context.Response.Headers.Upgrade = "HTTP/1.1";
            await AnswerAsync(context, provider, StatusCodes.Status426UpgradeRequired, NoWebSockets, cancellationToken);
        }
        else if (route.Path == "/" && (HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsGet(context.Request.Method)))
        {
            // Clients look whether anybody is at home before they begin.
            context.Response.StatusCode = StatusCodes.Status200OK;
        }
        else if (provider.Find(context.Request.Method, route.Path) is not { } operation)
        {
            const string Sentence = "This path of the model provider is not open to runs.";
            Refuse(context, door, route, Sentence, StatusCodes.Status404NotFound);
            await AnswerAsync(context, provider, StatusCodes.Status404NotFound, Sentence, cancellationToken);
        }
        else
        {
            await CallAsync(new ModelCall(context, door, provider, route), operation, cancellationToken);
        }
    }

    private async Task CallAsync(ModelCall call, ModelOperation operation, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            await forwarder.ForwardAsync(call, Admit(call, operation), cancellationToken);
        }
        catch (ModelRefusal refusal)
        {
            call.Status = refusal.Status;
            Log.Refused(logger, call.Door.Session.Run, refusal.Status, refusal.Message, refusal.InnerException);
            await AnswerAsync(call.Context, call.Provider, refusal.Status, refusal.Message, cancellationToken);
        }
        catch (Exception error) when (error is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            // The client must not take half an answer for a whole one: its connection breaks as the provider's did.
            Log.Cut(logger, call.Door.Session.Run, call.Provider.Name, error);
            call.WasCut = true;
            call.Door.Observe(new ErrorEvent(nameof(ReasonCode.ProviderStreamCut), "The provider's answer broke off before its end."));
            call.Context.Abort();
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            call.Status = ClientClosedRequest;
            throw;
        }
        finally
        {
            Observe(call, operation, time.GetElapsedTime(started));
        }
    }

    /// <returns>The real key.</returns>
    private static string Admit(ModelCall call, ModelOperation operation)
    {
        if (operation == ModelOperation.Generate && call.Door.Session.Observer.RefuseModelCall() is { } sentence)
        {
            throw new ModelRefusal(StatusCodes.Status403Forbidden, sentence);
        }

        if (call.Context.Request.Headers.ContentEncoding.Count > 0)
        {
            throw new ModelRefusal(StatusCodes.Status415UnsupportedMediaType, "Request bodies have to be sent uncompressed here.");
        }

        return call.Provider.HasKey
            ? call.Provider.Options.ApiKey!
            : throw new ModelRefusal(StatusCodes.Status401Unauthorized, $"The host has no key for this model provider. Whoever runs it has to set {call.Provider.KeySetting}.");
    }

    private void Observe(ModelCall call, ModelOperation operation, TimeSpan elapsed)
    {
        var reading = call.Meter?.Read() ?? new MeterReading(null, ModelUsage.None, IsFinal: true);
        var usage = operation == ModelOperation.Generate ? UsageOf(call, reading) : ModelUsage.None;
        var model = reading.Model ?? call.Guard.Model;
        var cost = usage.IsNone ? new ModelCost(0, IsEstimate: false) : CostOf(call, reading.Model, usage);
        if (cost.IsEstimate)
        {
            Log.UnknownModel(logger, call.Door.Session.Run, model);
            call.Door.Observe(new NoticeEvent("cost", $"The price of {model ?? "this model"} is not known; the dearest known price was counted. Set it under Models."));
        }

        call.Door.Observe(new ModelCallEvent(
            call.Provider.Name, model, call.Status, usage.InputTokens, usage.CachedInputTokens, usage.CacheWriteTokens, usage.OutputTokens,
            cost.Usd, elapsed.TotalMilliseconds, call.RequestId ?? reading.RequestId,
            call.WasCut ? true : null));
    }

    private static ModelUsage UsageOf(ModelCall call, MeterReading reading)
    {
        var usage = reading.Usage;
        var isInputUnknown = usage.InputTokens + usage.CachedInputTokens + usage.CacheWriteTokens == 0;
        var isCut = call.Meter is null ? call.Status == ClientClosedRequest : !reading.IsFinal;

        // Ended before the count, or never counted: the provider has read the prompt all the same.
        return isCut && isInputUnknown && call.Content is { BytesSent: > 0 } content
            ? usage with { InputTokens = content.BytesSent / BytesPerToken }
            : usage;
    }

    /// <summary>By the name in the answer if it has a price, else by the name that was asked for.</summary>
    private ModelCost CostOf(ModelCall call, string? answered, ModelUsage usage)
    {
        var provider = call.Provider.Name;
        var model = answered is not null && catalog.Find(provider, answered) is not null ? answered : call.Guard.Model ?? answered;
        return catalog.CostOf(provider, model, usage);
    }

    private void Refuse(HttpContext context, Door door, ModelsRoute route, string reason, int status)
    {
        var target = Web.WebTarget.Describe($"models/{route.Provider}{route.Path}");
        door.Observe(new WebRequestEvent(Web.WebTarget.Describe(context.Request.Method), target, "refused", reason));
        Log.Refused(logger, door.Session.Run, status, target, null);
    }

    private static async Task AnswerAsync(HttpContext context, IModelProvider provider, int status, string sentence, CancellationToken cancellationToken)
    {
        var body = provider.Error(status, sentence);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3080, LogLevel.Information, "Run {Run}: model call refused with {Status}: {Sentence}")]
        public static partial void Refused(ILogger logger, RunId run, int status, string sentence, Exception? error);

        [LoggerMessage(3081, LogLevel.Warning, "Run {Run}: the answer of {Provider} broke off")]
        public static partial void Cut(ILogger logger, RunId run, string provider, Exception error);

        [LoggerMessage(3082, LogLevel.Warning, "Run {Run}: the price of model {Model} is not known; set it under Models")]
        public static partial void UnknownModel(ILogger logger, RunId run, string? model);
    }
}
