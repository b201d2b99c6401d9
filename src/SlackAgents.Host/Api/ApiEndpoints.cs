using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Api;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Api;

/// <summary>Runs by HTTP. Who asks is in the token; everything else is decided where Slack's requests are.</summary>
internal static partial class ApiEndpoints
{
    private const string PersonItem = "api.person";
    private const string KeyHeader = "Idempotency-Key";

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(15);

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/runs").AddEndpointFilter(GuardAsync);
        api.MapPost("/", StartAsync);
        api.MapGet("/", ListAsync);
        api.MapGet("/{id}", ShowAsync);
        api.MapPost("/{id}/stop", StopAsync);
        api.MapPost("/{id}/messages", TellAsync);
    }

    /// <summary>Nobody gets past without a token, and nothing that fails is left without a word.</summary>
    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            var (person, refusal) = await context.RequestServices.GetRequiredService<ApiGate>().EnterAsync(context);
            if (refusal is not null)
            {
                return refusal;
            }

            context.Items[PersonItem] = person;
            return await next(invocation);
        }
        catch (Exception exception) when (exception is ReplyException or RepositoryException)
        {
            return ApiRefusal.Later(context, StatusCodes.Status503ServiceUnavailable, "Slack or GitHub does not answer, so nothing was done.", Recovery);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or BadHttpRequestException))
        {
            Log.Failed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiEndpoints)), exception, context.Request.Path);
            return ApiRefusal.Of(StatusCodes.Status500InternalServerError, "Something went wrong on our side.", "Try again; an operator finds the cause in the log.");
        }
    }

    private static async Task<IResult> StartAsync(HttpContext context, ApiKeys keys, ApiRuns runs)
    {
        var (raw, body, refusal) = await ApiBody.ReadAsync<RunStartBody>(context.Request, context.RequestAborted);
        if (body is null)
        {
            return refusal!;
        }

        if (body.Task is not null && body.Text is not null)
        {
            return ApiRefusal.Of(StatusCodes.Status422UnprocessableEntity, "There are a `task` and a `text`, and they mean the same.", "Send one of them.");
        }

        var (id, keyRefusal) = await TakeKeyAsync(context, keys, raw);
        if (id is not { } run)
        {
            return keyRefusal!;
        }

        var result = await runs.StartAsync(new ApiStart(PersonOf(context), body.Task ?? body.Text ?? string.Empty, body.ToOptions(), body.Channel), run, context.RequestAborted);
        if (result is not { Run: { } started })
        {
            return ApiRefusal.Of(result.Problem!, context);
        }

        var view = View(context, started, threadUrl: null);
        context.Response.Headers.Location = view.StatusUrl!.AbsoluteUri;
        return Results.Json(view, ApiJson.Options, statusCode: result.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ApiOrders orders)
    {
        var runs = await orders.ListAsync(PersonOf(context), context.RequestAborted);
        return Results.Json(new RunList([.. runs.Select(run => View(context, run, threadUrl: null))]), ApiJson.Options);
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context, ApiOrders orders, IReplyChannel channel)
    {
        var result = await orders.FindAsync(PersonOf(context), id, context.RequestAborted);
        return result.Run is { } run
            ? Results.Json(View(context, run, await ThreadOfAsync(run, channel, context.RequestAborted)), ApiJson.Options)
            : ApiRefusal.Of(result.Problem!, context);
    }

    private static async Task<IResult> StopAsync(string id, HttpContext context, ApiOrders orders)
    {
        var result = await orders.StopAsync(PersonOf(context), id, context.RequestAborted);
        return result.Run is { } run ? Results.Json(View(context, run, threadUrl: null), ApiJson.Options) : ApiRefusal.Of(result.Problem!, context);
    }

    private static async Task<IResult> TellAsync(string id, HttpContext context, ApiKeys keys, ApiMessages messages)
    {
        var (raw, body, refusal) = await ApiBody.ReadAsync<MessageBody>(context.Request, context.RequestAborted);
        if (body is null)
        {
            return refusal!;
        }

        var (key, keyRefusal) = await TakeKeyAsync(context, keys, [.. System.Text.Encoding.UTF8.GetBytes($"{context.Request.Path}\n"), .. raw]);
        if (key is not { } taken)
        {
            return keyRefusal!;
        }

        var result = await messages.TellAsync(PersonOf(context), id, body.Text ?? string.Empty, $"api:{taken}", context.RequestAborted);
        return result.Run is { } run
            ? Results.Json(View(context, run, threadUrl: null), ApiJson.Options, statusCode: StatusCodes.Status202Accepted)
            : ApiRefusal.Of(result.Problem!, context);
    }

    private static async Task<(RunId? Id, IResult? Refusal)> TakeKeyAsync(HttpContext context, ApiKeys keys, byte[] request)
    {
        var header = context.Request.Headers[KeyHeader];
        var key = header.Count == 0 ? null : header.ToString();
        if (key is { Length: 0 or > ApiKeys.MaxLength })
        {
            return (null, ApiRefusal.Of(StatusCodes.Status400BadRequest, $"An {KeyHeader} has 1 to {ApiKeys.MaxLength} characters.", "Take a new UUID for each request."));
        }

        return await keys.TakeAsync(PersonOf(context), key, request, context.RequestAborted) is { } id
            ? (id, null)
            : (null, ApiRefusal.Of(StatusCodes.Status422UnprocessableEntity, $"This {KeyHeader} was used for another request.", "Take a new one for a new request, and send the same request with the same one."));
    }

    private static async Task<Uri?> ThreadOfAsync(Run run, IReplyChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            return run.CardTs is { } card ? await channel.GetPermalinkAsync(run.Channel, card, cancellationToken) : null;
        }
        catch (ReplyException)
        {
            return null; // the run can be shown without it
        }
    }

    private static RunView View(HttpContext context, Run run, Uri? threadUrl) => RunView.Of(
        run, context.RequestServices.GetRequiredService<TraceLinks>().Create(run.Id, run.LinkGeneration), threadUrl, context.RequestServices.GetRequiredService<SecretRedactor>().Redact);

    private static PersonId PersonOf(HttpContext context) => (PersonId)context.Items[PersonItem]!;

    private sealed record RunList(IReadOnlyList<RunView> Runs);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1300, Level = LogLevel.Error, Message = "A request to {Path} failed in a way that nobody foresaw")]
        public static partial void Failed(ILogger logger, Exception exception, string path);
    }
}
