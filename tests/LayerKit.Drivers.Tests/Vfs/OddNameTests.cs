using System.Text;
using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Vfs;

public sealed class OddNameTests : IDisposable
{
    private readonly VfsFixture _vfs = new();

    public static TheoryData<string> Names => new("\xff\xfe\x80", new string('n', 255), "two\nlines", " ", "-rf", "a\\b", "caf\xe9");

    public void Dispose() => _vfs.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_bytes_make_a_name_that_is_written_copied_read_compared_and_removed(string latin1)
    {
        byte[] name = Encoding.Latin1.GetBytes(latin1);
        byte[] inside = [.. name, (byte)'/', .. name];
        _vfs.Make(VfsFixture.Base, null, writer =>
        {
            writer.Add(new LayerEntry { Path = inside, Mode = 0x1A4, Size = 4 }, new BytesPayload([.. "data"u8]));
        });
        _vfs.Make(VfsFixture.Top, VfsFixture.Base, writer => writer.Whiteout(inside));

        using (ILayerContent content = _vfs.Driver.Open(VfsFixture.Base))
        using (StreamReader reader = new(content.OpenFile(inside)))
        {
            Assert.Equal("data", reader.ReadToEnd());
        }

        Assert.Equal(
            [new Change(ChangeKind.Modified, name), new Change(ChangeKind.Deleted, inside)],
            _vfs.Driver.Changes(VfsFixture.Top, VfsFixture.Base, CancellationToken.None));
        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);
        Assert.False(Directory.Exists(_vfs.BaseTree));
    }

    [Fact]
    public void A_name_that_is_too_long_is_the_systems_error()
    {
        IOException error = Assert.ThrowsAny<IOException>(() => _vfs.Make(VfsFixture.Base, null, writer => writer.File(new string('n', 256))));

        Assert.Equal(36, error.HResult);
    }

    [Fact]
    public void A_path_longer_than_the_system_takes_is_the_systems_error()
    {
        string path = string.Join('/', Enumerable.Repeat(new string('p', 250), 20));

        IOException error = Assert.ThrowsAny<IOException>(() => _vfs.Make(VfsFixture.Base, null, writer => writer.File(path)));

        Assert.Equal(36, error.HResult);
    }
}
