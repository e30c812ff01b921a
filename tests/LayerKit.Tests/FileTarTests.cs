using System.Diagnostics;
using System.Formats.Tar;
using LayerKit.Archive;
using LayerKit.Drivers;

namespace LayerKit.Tests;

/// <summary>Tars made of files: what the entries say, in an order of their own, of files that hold still.</summary>
public sealed class FileTarTests : IDisposable
{
    private readonly TempRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Members_are_sorted_by_bytes_and_a_directory_comes_before_what_is_in_it()
    {
        string[] paths = ["b", "a.txt", "a/ü", "a", "a/z", "a-b", "B"];
        using Stream tar = FileTar.Open(paths.Select(path => new FileTarEntry { Path = path, Type = path == "a" ? LayerEntryType.Directory : LayerEntryType.File }));

        Assert.Equal(["B", "a/", "a/z", "a/ü", "a-b", "a.txt", "b"], Names(tar));
    }

    [Fact]
    public void Whiteouts_have_the_names_of_the_image_specification()
    {
        using Stream tar = FileTar.Open([FileTarEntry.Whiteout("usr/share/doc"), FileTarEntry.Whiteout("tmp"), FileTarEntry.Opaque("etc")]);

        Assert.Equal([".wh.tmp", "etc/.wh..wh..opq", "usr/share/.wh.doc"], Names(tar));
    }

    [Theory]
    [InlineData("longer content")]
    [InlineData("short")]
    [InlineData("CONTENT\n")]
    public void A_file_that_is_not_what_it_was_ends_the_read(string now)
    {
        File.WriteAllText(_root["file"], "content\n");
        FileInfo source = new(_root["file"]);
        using Stream tar = FileTar.Open([new FileTarEntry { Path = "file", Source = source }]);
        Assert.Equal(512, tar.ReadAtLeast(new byte[512], 512)); // The header, which has the file's size.

        File.WriteAllText(_root["file"], now);
        File.SetLastWriteTimeUtc(_root["file"], source.LastWriteTimeUtc.AddSeconds(1));

        Assert.Equal(_root["file"], Assert.Throws<FileChangedException>(() => tar.CopyTo(Stream.Null)).Path);
    }

    [Fact]
    public void A_named_pipe_is_refused_unless_it_is_left_out()
    {
        File.WriteAllText(_root["file"], "content\n");
        Process.Start("mkfifo", _root["pipe"]).WaitForExit();

        Assert.Equal(_root["pipe"], Assert.Throws<SpecialFileException>(() => DirectoryTar.Entries(_root.Path).ToList()).Path);
        Assert.Equal(["file"], DirectoryTar.Entries(_root.Path, path => path == "pipe").Select(entry => entry.Path));
    }

    private static List<string> Names(Stream tar)
    {
        using MemoryStream bytes = new();
        tar.CopyTo(bytes);
        bytes.Position = 0;
        using TarReader reader = new(bytes);
        List<string> names = [];
        while (reader.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
