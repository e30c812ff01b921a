using System.Globalization;
using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class MemberNamesTests
{
    [Theory]
    [InlineData("a", "a", false)]
    [InlineData("a", "./a", false)]
    [InlineData("a/", "a", false)]
    [InlineData("/a", "a", false)]
    [InlineData("b/../a", "a", false)]
    [InlineData("../a", "a", false)]
    [InlineData("b//./a", "b/a", false)]
    [InlineData(".", "/", false)]
    [InlineData("a", "A", true)]
    [InlineData("a/b", "ab", true)]
    [InlineData("caf\u00e9", "cafe\u0301", true)]
    public void A_second_name_for_the_same_path_is_noticed(string first, string second, bool different)
    {
        var names = new MemberNames();
        Assert.True(names.Add(Encoding.UTF8.GetBytes(first)));
        Assert.Equal(different, names.Add(Encoding.UTF8.GetBytes(second)));
    }

    [Fact]
    public void Many_names_are_all_remembered()
    {
        var names = new MemberNames();
        byte[][] paths = [.. Enumerable.Range(0, 20_000).Select(i => Encoding.UTF8.GetBytes("usr/" + i.ToString(CultureInfo.InvariantCulture)))];
        Assert.All(paths, path => Assert.True(names.Add(path)));
        Assert.All(paths, path => Assert.False(names.Add(path)));
        Assert.Equal(20_000, names.Count);
    }

    [Fact]
    public void A_very_long_name_is_one_path()
    {
        var names = new MemberNames();
        byte[] name = Encoding.UTF8.GetBytes(string.Join('/', Enumerable.Repeat("part", 5_000)));
        Assert.True(names.Add(name));
        Assert.False(names.Add(name));
    }
}
