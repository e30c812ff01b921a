using LayerKit.Errors;
using LayerKit.Registration;

namespace LayerKit.Abstractions.Tests.Registration;

public sealed class OptionReaderTests
{
    private static readonly TypedOption<int> Level = new("zip.level", OptionText.WholeNumber<int>(min: 0, max: 9), [6]) { Aliases = ["zip.effort"] };
    private static readonly TypedOption<ByteSize> Size = new("zip.max_size", OptionText.Size());
    private static readonly TypedOption<bool> Sync = new("zip.sync", OptionText.Bool) { ObsoleteMessage = "leave it out" };
    private static readonly TypedOption<string> Token = new("zip.token", OptionText.Text) { Secret = true };
    private static readonly TypedOption<int> Pin = new("zip.pin", OptionText.WholeNumber<int>()) { Secret = true };
    private static readonly TypedOption<string> Name = new("zip.name", OptionText.Text) { Required = true };
    private static readonly TypedOption<int> Ports = new("zip.port", OptionText.WholeNumber<int>()) { Repeatable = true };
    private static readonly PluginOption[] Known = [Level, Size, Sync, Token, Pin, Name, Ports];

    [Fact]
    public Task Everything_wrong_with_a_list_is_reported_at_once()
    {
        OptionReader reader = Read(
            ("zip.level", "12"), ("zip.max_size", "10X"), ("zip.sync", "yes"), ("zip.levle", "3"), ("level", "3"), ("zip.pin", "1234x"), ("zip.tokn", "s3cret"),
            ("overlay2.size", "1"), ("zip.port", "80"), ("zip.port", "http"), ("zip.level", "4"));
        reader.Read(Level, 6);
        reader.ReadNullable(Size, null);
        reader.Read(Sync, false);
        reader.Read(Token, "");
        reader.Read(Pin, 0);
        reader.ReadList(Ports);
        DriverOptionException error = Assert.Throws<DriverOptionException>(reader.ThrowIfBad);
        Assert.DoesNotContain('\n', error.Message);
        return Verify(error.Code + "\n" + error.Message.Replace("; ", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Good_options_are_read_and_the_others_keep_their_defaults()
    {
        OptionReader reader = Read(("zip.name", "box"), ("zip.max_size", "1k"), ("zip.port", "80"), ("zip.port", "443"));
        Assert.Equal("box", reader.Read(Name, "?"));
        Assert.Equal(6, reader.Read(Level, 6));
        Assert.Equal(new ByteSize(1024), reader.ReadNullable(Size, null));
        Assert.Equal([80, 443], reader.ReadList(Ports));
        Assert.True(reader.Has(Ports));
        Assert.False(reader.Has(Sync));
        reader.ThrowIfBad();
    }

    [Theory]
    [InlineData("ZIP.Level")]
    [InlineData("zip.effort")]
    public void Case_and_aliases_do_not_matter(string key) => Assert.Equal(3, Read((key, "3"), ("zip.name", "")).Read(Level, 6));

    [Fact]
    public void A_hyphen_counts_as_an_underscore() => Assert.Equal(new ByteSize(5), Read(("zip.max-size", "5"), ("zip.name", "")).ReadNullable(Size, null));

    [Fact]
    public void An_obsolete_option_works_and_warns()
    {
        List<string> warnings = [];
        OptionReader reader = new("zip", Known, [new("zip.sync", "true"), new("zip.name", "")], warnings.Add);
        Assert.True(reader.Read(Sync, false));
        Assert.Equal(["option zip.sync is obsolete: leave it out"], warnings);
    }

    [Fact]
    public void A_plugin_without_options_refuses_all()
    {
        OptionReader reader = new("vfs", [], [new("vfs.size", "1")]);
        Assert.Contains("vfs.size=1: expected a known option (vfs takes no options, leave it out)", Assert.Throws<DriverOptionException>(reader.ThrowIfBad).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listing_shows_defaults_that_are_not_secret()
    {
        Assert.Equal("6", Level.Default);
        Assert.Null(Size.Default);
        Assert.Equal("a whole number from 0 to 9", Level.Expected);
    }

    private static OptionReader Read(params (string Key, string Value)[] given) =>
        new("zip", Known, [.. given.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value))]);
}
