namespace SlackAgents.Slack.Api;

/// <summary>docs.slack.dev/reference/methods/users.info</summary>
internal sealed class UsersApi(SlackWebApi api)
{
    public async Task<User> InfoAsync(string user, CancellationToken cancellationToken)
    {
        var response = await api.CallAsync<UserResponse>(SlackMethod.UsersInfo, new { User = user }, cancellationToken);
        return response.User ?? throw new SlackException(SlackMethod.UsersInfo.Name, SlackErrorCodes.InvalidResponse, "users.info: Slack's answer names no user.");
    }

    private sealed record UserResponse(User? User);
}

/// <summary>A person as <c>users.info</c> describes them; only what decisions rest on.</summary>
internal sealed record User
{
    public string? Id { get; init; }

    public string? TeamId { get; init; }

    public string? Name { get; init; }

    public string? RealName { get; init; }

    public bool Deleted { get; init; }

    public bool IsBot { get; init; }

    public bool IsRestricted { get; init; }

    public bool IsUltraRestricted { get; init; }

    public bool IsStranger { get; init; }

    public UserProfile? Profile { get; init; }

    public EnterpriseUser? EnterpriseUser { get; init; }
}

internal sealed record UserProfile(string? DisplayName, string? RealName);

/// <summary>On Enterprise Grid: the workspaces of the organisation that the person belongs to.</summary>
internal sealed record EnterpriseUser(string? EnterpriseId, IReadOnlyList<string>? Teams);
