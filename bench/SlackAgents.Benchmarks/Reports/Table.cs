using System.Text;

namespace SlackAgents.Benchmarks.Reports;

/// <summary>A table in Markdown.</summary>
internal sealed class Table
{
    private readonly StringBuilder _text = new();

    public Table(params string[] columns)
    {
        Row(columns);
        Row([.. columns.Select(_ => "---")]);
    }

    public Table Row(params string[] cells)
    {
        _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        return this;
    }

    public override string ToString() => _text.ToString();
}
