using System.Text;
using System.Text.Json.Nodes;

namespace LayerKit.Cli.Tests.Running;

/// <summary>How a run of the command ended, and what it wrote.</summary>
internal sealed record CommandRun(int ExitCode, byte[] Bytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    /// <summary>The run for a snapshot.</summary>
    public override string ToString() => $"exit status {ExitCode}\n{Section("standard output", Output)}{Section("standard error", Error)}";

    public CommandRun Succeeded()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    private static string Section(string name, string text) => text.Length == 0 ? "" : $"--- {name}\n{text}";
}
