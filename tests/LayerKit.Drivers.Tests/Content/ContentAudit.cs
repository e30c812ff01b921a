using LayerKit.Drivers.Content;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Content;

/// <summary>The invariants of a content root with nobody at work in it.</summary>
internal static class ContentAudit
{
    /// <summary>Every object that an index lists is there and right; every object that is there is listed; nothing else is there.</summary>
    public static void Check(string root)
    {
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(root, "staging")));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(root, "removing")));
        Assert.Equal(["layers", "lock", "objects", "removing", "staging"], Names(root));
        HashSet<Digest> listed = [];
        foreach (string index in Directory.GetFiles(Path.Combine(root, "layers")))
        {
            _ = new IndexFile(File.ReadAllBytes(index), index);
            listed.UnionWith(IndexFile.ReadObjects(index).Select(stored => stored.Digest));
        }

        List<Digest> present = [];
        foreach (string file in Directory.GetFiles(Path.Combine(root, "objects"), "*", SearchOption.AllDirectories))
        {
            Digest digest = Digest.Compute(File.ReadAllBytes(file));
            Assert.Equal(digest.Hex, Path.GetFileName(Path.GetDirectoryName(file)) + Path.GetFileName(file));
            Assert.Equal("444", Convert.ToString((int)File.GetUnixFileMode(file), 8));
            present.Add(digest);
        }

        Assert.Equal(listed.Select(digest => digest.Hex).Order(StringComparer.Ordinal), present.Select(digest => digest.Hex).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string?> Names(string root) =>
        Directory.GetFileSystemEntries(root).Select(Path.GetFileName).Append("lock").Distinct().Order(StringComparer.Ordinal);
}
