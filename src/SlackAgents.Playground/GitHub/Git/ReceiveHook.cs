namespace SlackAgents.Playground.GitHub.Git;

/// <summary>What the site refuses of a push: workflow files without the permission, and protected branches.</summary>
internal static class ReceiveHook
{
    /// <summary><c>write</c> when the token may change workflow files.</summary>
    public const string WorkflowsVariable = "PLAYGROUND_WORKFLOWS";

    /// <summary>Protected branches, separated by blanks.</summary>
    public const string ProtectedVariable = "PLAYGROUND_PROTECTED";

    private const string Script = """
        #!/bin/sh
        status=0
        while read -r old new ref; do
          case "$new" in *[!0]*) ;; *) continue ;; esac
          for branch in $PLAYGROUND_PROTECTED; do
            if [ "$ref" = "refs/heads/$branch" ]; then
              echo "GH006: Protected branch update failed for $ref." >&2
              status=1
            fi
          done
          [ "$PLAYGROUND_WORKFLOWS" = write ] && continue
          for commit in $(git rev-list "$new" --not --all); do
            file=$(git diff-tree --no-commit-id --name-only -r -m --root "$commit" -- .github/workflows | head -n 1)
            if [ -n "$file" ]; then
              echo "refusing to allow a GitHub App to create or update workflow \`$file\` without \`workflows\` permission" >&2
              status=1
              break
            fi
          done
        done
        exit $status

        """;

    public static void Install(string repositoryPath)
    {
        var hooks = Directory.CreateDirectory(Path.Combine(repositoryPath, "hooks"));
        var hook = Path.Combine(hooks.FullName, "pre-receive");
        File.WriteAllText(hook, Script.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
