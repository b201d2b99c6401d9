using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies;

/// <summary>What is known of a person without asking GitHub.</summary>
/// <param name="IsAtHome">Of this workspace.</param>
/// <param name="IsListed">Counts as a member as far as <c>Access:People</c> is concerned.</param>
internal sealed record AccessStanding(PersonProfile Profile, bool IsAtHome, bool IsListed, bool IsOperator)
{
    public bool IsMember => IsAtHome && !Profile.IsGuest && (IsListed || IsOperator);

    /// <summary>Whether the word is true of the person; GitHub's words never are here.</summary>
    public bool Holds(string word, Requester? owner) => word.ToLowerInvariant() switch
    {
        AccessWord.Member => IsMember,
        AccessWord.Guest => IsAtHome && Profile.IsGuest,
        AccessWord.External => !IsAtHome,
        AccessWord.Requester => owner is not null && owner.Person == Profile.Person,
        AccessWord.Operator => IsOperator,
        _ => (IsAtHome && word == Profile.Person.User) || word == Profile.Person.ToString(),
    };
}
