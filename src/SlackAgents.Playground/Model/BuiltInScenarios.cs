using SlackAgents.Playground.Model.Tools;

namespace SlackAgents.Playground.Model;

/// <summary>The scenarios that a prompt picks with <c>[[fake:NAME]]</c>. The last step repeats.</summary>
internal static class BuiltInScenarios
{
    public static IReadOnlyDictionary<string, IReadOnlyList<ModelStep>> All { get; } = new Dictionary<string, IReadOnlyList<ModelStep>>(StringComparer.Ordinal)
    {
        ["commit"] =
        [
            ModelStep.SayAndRun("I will look around first.", "pwd && ls -a && git log --oneline"),
            new() { Text = "Now I write the file.", Write = new WriteCall("hello.txt", "hello from the fake model\n") },
            ModelStep.Run("git add -A && git commit -q -m 'Add hello.txt' && git log --oneline"),
            ModelStep.Say("All done: I added `hello.txt` and committed it. The last tool said: {{last_tool}}"),
        ],
        ["uncommitted"] =
        [
            new() { Text = "I write the file and leave it uncommitted.", Write = new WriteCall("hello.txt", "hello from the fake model\n") },
            ModelStep.Say("I wrote `hello.txt` and did not commit it."),
        ],
        ["followup"] =
        [
            ModelStep.Run("cat hello.txt && echo more >> hello.txt && git commit -qam 'Extend hello.txt' && git log --oneline"),
            ModelStep.Say("Follow-up done: `hello.txt` extended and committed."),
        ],
        ["slow"] =
        [
            ModelStep.SayAndRun("Starting slow work.", "echo step1; sleep 4; echo step1-end"),
            ModelStep.Run("echo step2; sleep 4; echo step2-end"),
            ModelStep.Say("Slow work finished. Said meanwhile: <<{{later_user}}>>"),
        ],
        ["slow-commit"] =
        [
            ModelStep.SayAndRun("Starting slow work.", "sleep 6; echo step1-end"),
            ModelStep.Run("date > slow.txt; git add -A; git commit -q -m 'Add slow.txt'; sleep 6; git log --oneline"),
            ModelStep.Say("Slow work finished and committed. Said meanwhile: <<{{later_user}}>>"),
        ],
        ["loop"] = [ModelStep.Run("echo looping; sleep 1")],
        ["fail-tool"] = [ModelStep.Run("echo oops >&2; exit 3"), ModelStep.Say("The tool failed as expected: {{last_tool}}")],
        ["parallel"] = [ModelStep.Run("echo one", "echo two"), ModelStep.Say("Both ran.")],
        ["talk"] = [ModelStep.Say("Just talking, no tools.")],
        ["think"] = [new() { Thinking = "Let me think about it.", Text = "Thought about it." }],
        ["think-work"] =
        [
            new() { Thinking = "I should look first.", Text = "I look around.", Bash = ["echo looked"] },
            new() { Thinking = "Now a second look.", Bash = ["echo again"] },
            new() { Thinking = "That is enough.", Text = "Thought and worked." },
        ],
        ["midfail"] = [ModelStep.Run("echo before"), ModelStep.Fail(500)],
        ["midcut"] = [ModelStep.Run("echo before"), new() { Text = "This answer breaks off before it ends, in the middle of a word.", CutAfter = 1 }],
        ["hang"] = [ModelStep.Run("echo before"), new() { Delay = TimeSpan.FromHours(1), Text = "Too late." }],
        ["stream"] =
        [
            new()
            {
                Gap = TimeSpan.FromMilliseconds(400),
                Text = "This answer is streamed slowly so that an interrupt can arrive in the middle of it, and it goes on for quite a while, piece by piece, until it ends here.",
            },
        ],
        ["costly"] = [new() { Bash = ["echo spent"], Usage = new ModelUsage(2_000_000, 100_000) }, ModelStep.Say("Spent a lot.")],
        ["big-output"] = [ModelStep.Run("head -c 3000000 /dev/zero | tr '\\0' x; echo"), ModelStep.Say("Printed a lot.")],
        ["workflow"] =
        [
            ModelStep.Run("mkdir -p .github/workflows && echo 'on: push' > .github/workflows/extra.yml && git add -A && git commit -q -m 'Add a workflow'"),
            ModelStep.Say("I added a workflow."),
        ],
        ["env"] = [ModelStep.Run("env | grep -E 'KEY|TOKEN|SECRET' | cut -c1-40 || echo none"), ModelStep.Say("ENV: {{last_tool}}")],
        ["gitenv"] =
        [
            ModelStep.Run("env | grep -E '^GIT_|^CI=|^CLAUDE|^GEMINI|^OPENCODE|^COPILOT|^CODEX|^QWEN|PAGER|TERM=|EDITOR' | sort | head -c 1500"),
            ModelStep.Say("done"),
        ],
        ["push-main"] = [ModelStep.Run("git commit -q --allow-empty -m 'Sneaky' && git push origin HEAD:main 2>&1; true"), ModelStep.Say("PUSH: {{last_tool}}")],
        ["todo"] =
        [
            Todo("I make a list first.", TodoProgress.InProgress, TodoProgress.Pending, TodoProgress.Pending),
            ModelStep.Run("ls -a"),
            Todo("One is done.", TodoProgress.Completed, TodoProgress.InProgress, TodoProgress.Pending),
            new() { Write = new WriteCall("todo.txt", "done by the list\n") },
            Todo("All is done.", TodoProgress.Completed, TodoProgress.Completed, TodoProgress.Completed),
            ModelStep.Say("The list is worked off."),
        ],
        ["files"] =
        [
            new() { Text = "I write two files.", Write = new WriteCall("notes.txt", "first line\nsecond line\n") },
            new() { Write = new WriteCall("scratch.txt", "to be deleted\n") },
            ModelStep.Run("cat notes.txt"),
            new() { Text = "Now I edit one.", Edit = new EditCall("notes.txt", "second line", "changed line") },
            new() { Text = "And delete the other.", Delete = "scratch.txt" },
            ModelStep.Run("git add -A && git commit -q -m 'Add notes.txt' && git status --short && cat notes.txt"),
            ModelStep.Say("Files written, edited and deleted: {{last_tool}}"),
        ],
        ["mcp-ask"] =
        [
            new()
            {
                Text = "I have to ask.",
                Named = new NamedCall("ask_user", """{"question":"Which colour should it be?","text":"Which colour should it be?","message":"Which colour should it be?","title":"Colour","options":["blue","green"],"choices":["blue","green"],"answers":["blue","green"]}""") { OrEnding = "ask_person" },
            },
            ModelStep.Say("The answer was: {{last_tool}}"),
        ],
        ["mcp-report"] =
        [
            new() { Named = new NamedCall("report_progress", """{"text":"Half of it is done.","message":"Half of it is done.","progress":"Half of it is done.","summary":"Half of it is done.","percent":50}""") },
            ModelStep.Say("Reported: {{last_tool}}"),
        ],
        ["mcp-attach"] =
        [
            new() { Write = new WriteCall("report.txt", "the report\n") },
            new() { Named = new NamedCall("attach_file", """{"path":"report.txt","file_path":"report.txt","filePath":"report.txt","title":"The report","comment":"The report","caption":"The report"}""") },
            ModelStep.Say("Attached: {{last_tool}}"),
        ],
        ["cut"] = [new() { Text = "This answer breaks off before it ends, in the middle of a word.", CutAfter = 1 }],
        ["fetch-web"] = [ModelStep.Run("curl -sS -m 5 https://example.com 2>&1; true"), ModelStep.Say("WEB: {{last_tool}}")],
    };

    private static string[] TodoTexts => ["Look around", "Write the file", "Tell what was done"];

    private static ModelStep Todo(string say, params TodoProgress[] progress) =>
        new() { Text = say, Todo = [.. TodoTexts.Zip(progress, (text, state) => new TodoEntry(text, state))] };
}
