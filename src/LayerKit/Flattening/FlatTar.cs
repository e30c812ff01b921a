using System.Text;
using LayerKit.Archive;
using LayerKit.Drivers;

namespace LayerKit.Flattening;

/// <summary>One tar of a merged tree, or of what it has otherwise than the tree of an ancestor: sorted, without a clock, the same bytes for the same layers.</summary>
/// <remarks>What an ancestor has and the tree has not becomes a whiteout, and a directory above a change is written too, because not every reader keeps what an omitted one had.</remarks>
/// <param name="tree">The merged tree.</param>
/// <param name="ancestor">What to leave out, or null.</param>
/// <param name="open">Opens the content of a file.</param>
/// <param name="close">Called when the tar is disposed.</param>
internal sealed class FlatTar(ChainTree tree, ChainTree? ancestor, Func<KeptEntry, Stream> open, Action close) : TarSequenceStream
{
    private readonly Dictionary<KeptEntry, byte[]> _names = new(ReferenceEqualityComparer.Instance);
    private byte[] _current = [];

    protected override string CurrentName => Encoding.UTF8.GetString(_current);

    protected override IEnumerable<TarPart> Parts()
    {
        if (ancestor is not null)
        {
            NameUnchanged(tree.Root, ancestor.Root, []);
        }

        if (tree.Root.Version is { } root && root != ancestor?.Root.Version)
        {
            yield return Part(root, [(byte)'.']);
        }

        foreach (TarPart part in Below(tree.Root, ancestor?.Root, []))
        {
            yield return part;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            close();
        }
    }

    private IEnumerable<TarPart> Below(TreeNode directory, TreeNode? older, byte[] path)
    {
        foreach (byte[] name in TreeNode.Names(directory, older))
        {
            TreeNode? child = directory.Children.GetValueOrDefault(name);
            TreeNode? was = older?.Children.GetValueOrDefault(name);
            IEnumerable<TarPart> parts = child is null ? [TarPart.Whiteout(Join(path, name))] : Changed(child, was, Join(path, name));
            foreach (TarPart part in parts)
            {
                yield return part;
            }
        }
    }

    private IEnumerable<TarPart> Changed(TreeNode node, TreeNode? was, byte[] path)
    {
        bool isSame = was is not null && was.Version == node.Version && was.IsDirectory == node.IsDirectory;
        if (!node.IsDirectory)
        {
            return isSame ? [] : [Part(node.Version!, path)];
        }

        return Directory(node, was is { IsDirectory: true } ? was : null, path, isSame);
    }

    /// <summary>A directory and what is below it; one that has not changed only where something below it has.</summary>
    private IEnumerable<TarPart> Directory(TreeNode node, TreeNode? was, byte[] path, bool isSame)
    {
        bool isWritten = false;
        if (!isSame)
        {
            isWritten = true;
            yield return DirectoryPart(node, path);
        }

        foreach (TarPart part in Below(node, was, path))
        {
            if (!isWritten)
            {
                isWritten = true;
                yield return DirectoryPart(node, path);
            }

            yield return part;
        }
    }

    /// <summary>Files that need not be written, because the ancestor has them: a new name for one is a hard link.</summary>
    private void NameUnchanged(TreeNode directory, TreeNode older, byte[] path)
    {
        foreach ((byte[] name, TreeNode child) in directory.Children)
        {
            if (older.Children.GetValueOrDefault(name) is not { } was)
            {
                continue;
            }

            if (child.IsDirectory && was.IsDirectory)
            {
                NameUnchanged(child, was, Join(path, name));
            }
            else if (child.Version is { } version && version == was.Version)
            {
                _names.TryAdd(version, Join(path, name));
            }
        }
    }

    private TarPart DirectoryPart(TreeNode node, byte[] path) => node.Version is { } version ? Part(version, path) : new TarPart(TarEntryHeader.Write(path, Implied), 0, null);

    private TarPart Part(KeptEntry version, byte[] path)
    {
        _current = path;
        byte[]? first = null;
        if (version.Type != LayerEntryType.Directory && !_names.TryGetValue(version, out first))
        {
            _names.Add(version, path);
        }

        ReadOnlyMemory<byte> header = TarEntryHeader.Write(path, version.ToEntry(first));
        return first is null && version.Size > 0 ? new TarPart(header, version.Size, () => open(version)) : new TarPart(header, 0, null);
    }

    // What drivers give a directory that no entry names.
    private static LayerEntry Implied => new() { Type = LayerEntryType.Directory, Mode = 0b111_101_101 };

    private static byte[] Join(byte[] directory, byte[] name) => directory.Length == 0 ? name : [.. directory, (byte)'/', .. name];
}
