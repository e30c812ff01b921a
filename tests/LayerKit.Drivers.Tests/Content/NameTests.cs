using System.Text;
using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Content;

/// <summary>Names that no file of the store may have, because not every file system can.</summary>
public sealed class NameTests : IDisposable
{
    private static readonly string[] Names =
    [
        "A", "a", "README", "readme", "con", "NUL.txt", "aux.", "trailing ", "q?*<>|:\"", "back\\slash", "\x01\x1f\n\t", "\xff\xfe\x80", "caf\xe9", "-rf",
        new string('n', 255), new string('m', 300), string.Join('/', Enumerable.Repeat(new string('p', 250), 20)),
    ];

    private readonly ContentFixture _content = new();

    public void Dispose() => _content.Dispose();

    [Fact]
    public void All_names_are_kept_and_none_becomes_a_file_name()
    {
        using (ILayerWriter writer = _content.Driver.Create(ContentFixture.Base, null, CancellationToken.None))
        {
            foreach (string name in Names)
            {
                byte[] content = [.. Latin1(name), .. new byte[name.Length % 2 == 0 ? 0 : 5000]];
                writer.Add(new LayerEntry { Path = Latin1(name), Size = content.Length }, new BytesPayload(content));
                writer.Add(new LayerEntry { Path = Latin1(name + ".link"), Type = LayerEntryType.SymbolicLink, LinkTarget = Latin1(name) }, LayerPayload.Empty);
            }

            writer.Commit();
        }

        using ILayerContent stored = _content.Driver.Open(ContentFixture.Base);
        foreach (string name in Names)
        {
            using Stream stream = stored.OpenFile(Latin1(name));
            byte[] start = new byte[name.Length];
            stream.ReadExactly(start);
            Assert.Equal(Latin1(name), start);
        }

        Assert.All(Shell.Paths(_content.Root), path => Assert.Matches("^(objects/([0-9a-f]{2}/([0-9a-f]{62})?)?|layers/(base)?|staging/|removing/|lock)$", path));
        _content.Audit();
    }

    [Fact]
    public void Names_that_differ_by_case_alone_are_two_files()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("A", "upper").File("a", "lower"));

        Assert.Equal(("upper", "lower"), (_content.Read(ContentFixture.Base, "A"), _content.Read(ContentFixture.Base, "a")));
    }

    [Fact]
    public void Any_bytes_can_be_checked_out_where_the_file_system_has_them()
    {
        using (ILayerWriter writer = _content.Driver.Create(ContentFixture.Base, null, CancellationToken.None))
        {
            foreach (string name in Names.Where(name => name.Length <= 255))
            {
                writer.Add(new LayerEntry { Path = Latin1(name), Mode = 0x1A4 }, LayerPayload.Empty);
            }

            writer.Commit();
        }

        _content.Driver.Checkout(ContentFixture.Base, _content.Beside("out"), CancellationToken.None);

        Assert.Equal("15", Shell.Run("find \"$1\" -mindepth 1 -printf x | wc -c", _content.Beside("out")).Trim());
    }

    private static byte[] Latin1(string name) => Encoding.Latin1.GetBytes(name);
}
