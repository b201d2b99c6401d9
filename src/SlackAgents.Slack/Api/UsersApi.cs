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
