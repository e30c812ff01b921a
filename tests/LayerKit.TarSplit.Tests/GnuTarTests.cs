using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class GnuTarTests : IDisposable
{
    private readonly TempRoot _root = new();

    [Theory]
    [InlineData("v7", "short")]
    [InlineData("oldgnu", "long")]
    [InlineData("gnu", "long")]
    [InlineData("ustar", "short")]
    [InlineData("posix", "long")]
    public void What_gnu_tar_packs_comes_back_exactly_with_the_names_it_lists(string format, string names)
    {
        MakeTree(names == "long");
        Gnu.Tar(_root.Path, $"--format={format}", "-cf", "out.tar", "tree");
        byte[] tar = File.ReadAllBytes(_root["out.tar"]);
        Assert.True(tar.AsSpan().SequenceEqual(SplitTar.Of(tar).Assemble()));
        Assert.Equal(Gnu.Tar(_root.Path, "-tf", "out.tar", "--quoting-style=literal", "--show-stored-names"), NamesOf(tar));
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("posix")]
    public void Sparse_files_that_gnu_tar_packs_come_back_exactly(string format)
    {
        Directory.CreateDirectory(_root["tree"]);
        using (FileStream sparse = File.Create(_root["tree/sparse"]))
        {
            for (int i = 0; i < 40; i++)
            {
                sparse.Position = i * 200_000;
                sparse.Write("data"u8);
            }

            sparse.SetLength(9_000_000);
        }

        Gnu.Tar(_root.Path, $"--format={format}", "-S", "-cf", "out.tar", "tree");
        byte[] tar = File.ReadAllBytes(_root["out.tar"]);
        Assert.True(tar.Length < 2_000_000, "the file must be packed with holes");
        Assert.True(tar.AsSpan().SequenceEqual(SplitTar.Of(tar).Assemble()));
        Assert.Equal([(false, 0), (true, 9_000_000)], MembersOf(tar, member => (member.IsSparse, member.Size)));
    }

    [Fact]
    public void Global_headers_and_times_of_gnu_tar_are_read()
    {
        Directory.CreateDirectory(_root["tree"]);
        Gnu.Tar(_root.Path, "--format=posix", "--pax-option=globexthdr.name=glob,comment=hello", "--mtime=@-1.25", "-cf", "out.tar", "tree");
        byte[] tar = File.ReadAllBytes(_root["out.tar"]);
        Assert.True(tar.AsSpan().SequenceEqual(SplitTar.Of(tar).Assemble()));
        Assert.Equal(
            ["glob 0.0", "tree/ -2.750000000"],
            MembersOf(tar, member => $"{Encoding.UTF8.GetString(member.Name)} {member.ModifiedSeconds}.{member.ModifiedNanoseconds}"));
    }

    public void Dispose() => _root.Dispose();

    private void MakeTree(bool longNames)
    {
        string deep = longNames ? "tree/" + string.Join('/', Enumerable.Repeat("directory-with-a-long-name", 10)) : "tree/sub";
        Directory.CreateDirectory(_root[deep]);
        foreach (int size in new[] { 0, 1, 511, 512, 513, 70_000 })
        {
            File.WriteAllBytes(_root[$"{deep}/{size}"], new byte[size]);
        }

        File.WriteAllText(_root["tree/caf\u00e9"], "content");
        File.CreateSymbolicLink(_root["tree/symbolic"], (longNames ? new string('t', 150) : "") + "target");
        Gnu.HardLink(_root.Path, $"{deep}/513", "tree/zz-hard");
    }

    private static List<string> NamesOf(byte[] tar) => MembersOf(tar, member => Encoding.UTF8.GetString(member.Name));

    private static List<T> MembersOf<T>(byte[] tar, Func<TarMember, T> select)
    {
        List<T> members = [];
        using var source = new StreamTarSource(new MemoryStream(tar), 1000);
        using var disassembler = new TarDisassembler(source);
        while (disassembler.Read())
        {
            members.Add(select(disassembler.Member));
        }

        return members;
    }
}
