using LayerKit.Cli.Output;
using LayerKit.Errors;

namespace LayerKit.Cli.Tests.Output;

public sealed class ErrorLineTests
{
    [Fact]
    public void An_error_is_one_line_whatever_its_message() =>
        Assert.Equal("LK0101: layer  is damaged: a b; register it again from its source, or run 'layerkit check'\n", Line(new LayerCorruptException(default, "a\nb")));

    [Fact]
    public void A_defect_is_told_as_one() =>
        Assert.Equal(
            "layerkit: internal error: InvalidOperationException: no; run it again with -v and report what it prints\n", Line(new InvalidOperationException("no")));

    [Fact]
    public void A_stack_trace_follows_when_asked_for()
    {
        string text = Line(new IOException("gone"), trace: true);

        Assert.StartsWith("layerkit: gone\n", text, StringComparison.Ordinal);
        Assert.Contains(nameof(IOException), text, StringComparison.Ordinal);
    }

    private static string Line(Exception exception, bool trace = false)
    {
        using StringWriter text = new() { NewLine = "\n" };
        ErrorLine.Write(text, exception, trace);
        return text.ToString();
    }
}
