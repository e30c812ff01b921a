using LayerKit.Cli.Output;

namespace LayerKit.Cli.Tests.Output;

public sealed class TableWriterTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell()
    {
        TableWriter table = new("A", "LONG HEADING", "C");
        table.Add("wide cell", "-", "c");
        using StringWriter text = new() { NewLine = "\n" };

        table.WriteTo(text);

        Assert.Equal("A          LONG HEADING  C\nwide cell  -             c\n", text.ToString());
    }
}
