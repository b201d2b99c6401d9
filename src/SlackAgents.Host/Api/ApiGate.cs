using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;

namespace SlackAgents.Host.Api;

/// <summary>
/// Lets in who brings a token of their own: not more often than is agreed, and only while Slack still knows them as
/// somebody who may look at runs.
/// </summary>
internal sealed class ApiGate(ApiTokens tokens, AccessPolicy access, IOptions<ApiOptions> options) : IDisposable
{
    private const string Scheme = "Bearer ";

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(
        key,
        _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.RequestsPerMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / options.Value.RequestsPerMinute,
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    public async Task<(PersonId? Person, IResult? Refusal)> EnterAsync(HttpContext context)
    {
        if (!options.Value.Enabled)
        {
            return (null, ApiRefusal.Of(StatusCodes.Status404NotFound, "The API is switched off here (Api:Enabled)."));
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Unknown(context, "There is no token."));
        }

        var token = header[Scheme.Length..].Trim();
        if (await tokens.FindAsync(token, context.RequestAborted) is not { } person)
        {
            return (null, Unknown(context, "This token is wrong, expired or revoked."));
        }

        using var lease = _limiter.AttemptAcquire(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))));
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            return (null, ApiRefusal.Later(context, StatusCodes.Status429TooManyRequests, $"A token can make {options.Value.RequestsPerMinute} requests in a minute.", wait));
        }

        var decision = await access.DecideAsync(new AccessQuestion(person, person.User, AccessAction.See), context.RequestAborted);
        return decision.Allowed ? (person, null) : (null, ApiRefusal.Of(StatusCodes.Status403Forbidden, decision.Sentence!));
    }

    public void Dispose() => _limiter.Dispose();

    private static IResult Unknown(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"SlackAgents\"";
        return ApiRefusal.Of(StatusCodes.Status401Unauthorized, detail, "Say `/agent token` in Slack, and send the header Authorization: Bearer <token>.");
    }
}
