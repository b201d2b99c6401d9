namespace SlackAgents.Core.Publishing.Authorship;

/// <summary>Who wrote the lines that a branch adds to its base.</summary>
/// <param name="Files">Those with such lines, by path.</param>
/// <param name="FilesLeftOut">Changed files that were not looked at: too many, too long, or no time.</param>
internal sealed record BranchAuthorship(string HeadSha, IReadOnlyList<AuthoredFile> Files, int FilesLeftOut);

/// <param name="Path">As it is at the head of the branch.</param>
internal sealed record AuthoredFile(string Path, IReadOnlyList<AuthoredRange> Ranges);

/// <param name="Start">First line, from 1, at the head of the branch.</param>
/// <param name="End">Last line.</param>
/// <param name="Turn">The turn that wrote them; null when they came from elsewhere while the run was under way.</param>
internal sealed record AuthoredRange(int Start, int End, int? Turn);
