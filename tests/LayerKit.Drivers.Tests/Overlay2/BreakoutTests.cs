using System.Text;
using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Overlay2;

/// <summary>Layers that try to reach the canary, a directory beside the driver's root, over a lower layer that helps them.</summary>
/// <remarks>Links lead to the canary or to places no machine has, so that a test that fails harms nobody.</remarks>
public sealed class BreakoutTests : IDisposable
{
    private readonly TempRoot _temp = new();
    private readonly OverlayFixture _overlay = new();
    private readonly string _before;

    public BreakoutTests()
    {
        Directory.CreateDirectory(_temp["canary/dir"]);
        File.WriteAllText(_temp["canary/file"], "sings");
        _before = Shell.Tree(_temp["canary"]);
    }

    public static TheoryData<string> Attacks => [.. AllAttacks.Keys];

    private static Dictionary<string, Action<ILayerWriter, string>> AllAttacks { get; } = new()
    {
        ["a file through an absolute link below"] = (writer, _) => writer.File("out/file", "mine").File("out/dir/x"),
        ["a file through a relative link below"] = (writer, _) => writer.File("up/file", "mine").File("up/dir/x"),
        ["a file through a chain of links below"] = (writer, _) => writer.File("chain/file", "mine"),
        ["links of both layers"] = (writer, _) => writer.Symlink("mine", "out").File("mine/file", "mine"),
        ["a link that is swapped for a directory and back"] = (writer, canary) =>
            writer.Directory("s").File("s/file").Whiteout("s").Symlink("s", canary).File("s/file", "mine"),
        ["a file through .. of a link"] = (writer, _) => writer.Symlink("mine", "out/../canary").File("mine/file", "mine"),
        ["a directory at a link"] = (writer, _) => writer.Directory("out", 0).Directory("file", 0),
        ["a device at a link"] = (writer, _) => writer.Node(LayerEntryType.CharacterDevice, "file", mode: 0x1FF),
        ["a file at a link"] = (writer, _) => writer.File("file", "mine"),
        ["a hard link to a link below, written to"] = (writer, _) => writer.HardLink("same", "file").File("same", "mine"),
        ["whiteouts through links"] = (writer, _) => writer.Whiteout("out/file").Whiteout("up/dir").Opaque("out").Opaque("up/dir").Whiteout("chain/file"),
        ["whiteouts of links"] = (writer, _) => writer.Whiteout("out").Whiteout("up").Whiteout("file").Whiteout("chain"),
        ["attributes through links"] = (writer, _) => writer.Node(LayerEntryType.SymbolicLink, "out", "/nowhere", xattrs: LayerScript.Attribute("trusted.x", "1")),
        ["a redirect out of the layer"] = (writer, canary) =>
            writer.Directory("r", 0x1ED, LayerScript.Attribute("trusted.overlay.redirect", canary)).File("r/file", "mine"),
        ["a metacopy of the canary"] = (writer, canary) => writer.Node(
            LayerEntryType.File,
            "m",
            xattrs: [LayerScript.Attribute("trusted.overlay.metacopy", ""), LayerScript.Attribute("trusted.overlay.redirect", canary + "/file")]),
    };

    public void Dispose()
    {
        _overlay.Dispose();
        _temp.Dispose();
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void The_canary_stays_as_it_is(string attack)
    {
        Action<ILayerWriter, string> entries = AllAttacks[attack];
        _overlay.Make(OverlayFixture.Base, null, writer => writer
            .Directory(_temp["canary"][1..]).Symlink("out", _temp["canary"]).Symlink("up", "../../../../../../../.." + _temp["canary"])
            .Symlink("chain", "link").Symlink("link", "/../.." + _temp["canary"] + "/dir/..").Symlink("file", _temp["canary"] + "/file"));

        _overlay.Make(OverlayFixture.Top, OverlayFixture.Base, writer => entries(writer, _temp["canary"]));
        _overlay.MakeStaged(OverlayFixture.Work, OverlayFixture.Base, writer => entries(writer, _temp["canary"]));

        Assert.DoesNotContain("sings", Shell.Run("grep -rs --devices=skip . \"$1\" || true", _overlay.TopTree), StringComparison.Ordinal);
        using (ILayerContent content = _overlay.Driver.Open(OverlayFixture.Top))
        {
            AssertReadsNothing(content, "out/file");
            AssertReadsNothing(content, "file");
            AssertReadsNothing(content, _temp["canary"][1..] + "/file");
        }

        _overlay.Driver.Remove(OverlayFixture.Work, CancellationToken.None);
        _overlay.Driver.Remove(OverlayFixture.Top, CancellationToken.None);
        _overlay.Driver.Remove(OverlayFixture.Base, CancellationToken.None);
        Assert.Equal(_before, Shell.Tree(_temp["canary"]));
    }

    [Fact]
    public void The_root_cannot_be_replaced() => Assert.Throws<Errors.UnsafeTarEntryException>(
        () => _overlay.Make(OverlayFixture.Base, null, writer => writer.Symlink("", _temp["canary"])));

    private static void AssertReadsNothing(ILayerContent content, string path)
    {
        try
        {
            using StreamReader reader = new(content.OpenFile(Encoding.UTF8.GetBytes(path)));
            Assert.DoesNotContain("sings", reader.ReadToEnd(), StringComparison.Ordinal);
        }
        catch (FileNotFoundException)
        {
            // There is no such file in the layer, which is as good.
        }
    }
}
