using LayerKit.Drivers;

namespace LayerKit.Flattening;

/// <summary>The merged tree of a chain, made of what its layers say, from the bottom (OCI image-spec, layer.md "Applying changesets").</summary>
/// <remarks>Symbolic links of directories are followed inside the tree, as a driver follows them; what a layer hides is hidden before its own entries are added, in whatever order its tar has them.</remarks>
internal sealed class ChainTree
{
    // Linux's limit, path_resolution(7).
    private const int MostLinks = 40;

    public TreeNode Root { get; } = new(null, null);

    /// <summary>Puts the next layer on top.</summary>
    /// <exception cref="InvalidDataException">A hard link leads nowhere, or symbolic links lead in a circle.</exception>
    public void Apply(LayerEntries layer)
    {
        foreach (byte[] path in layer.Whiteouts)
        {
            (TreeNode? parent, byte[] name) = Locate(path, create: false);
            parent?.Children.Remove(name);
        }

        foreach (byte[] path in layer.Opaques)
        {
            Find(path)?.Children.Clear();
        }

        foreach (KeptEntry entry in layer.Entries)
        {
            Put(entry);
        }
    }

    private void Put(KeptEntry entry)
    {
        KeptEntry version = entry.Type == LayerEntryType.HardLink ? TargetOf(entry) : entry;
        if (entry.Path.Length == 0)
        {
            Root.Version = version;
            return;
        }

        (TreeNode? parent, byte[] name) = Locate(entry.Path, create: true);
        if (version.Type == LayerEntryType.Directory && parent!.Children.GetValueOrDefault(name) is { IsDirectory: true } there)
        {
            there.Version = version;
        }
        else
        {
            parent!.Children[name] = new TreeNode(version, parent);
        }
    }

    private KeptEntry TargetOf(KeptEntry link) => Find(link.LinkTarget) is { IsDirectory: false } target
        ? target.Version!
        : throw new InvalidDataException($"the hard link {Text(link.Path)} leads to {Text(link.LinkTarget)}, which is no file");

    private TreeNode? Find(byte[] path)
    {
        if (path.Length == 0)
        {
            return Root;
        }

        (TreeNode? parent, byte[] name) = Locate(path, create: false);
        return parent?.Children.GetValueOrDefault(name);
    }

    /// <summary>The directory that a path's last name is in, which is made when it is missing and wanted.</summary>
    private (TreeNode? Parent, byte[] Name) Locate(byte[] path, bool create)
    {
        Stack<byte[]> names = new(Split(path).Reverse());
        TreeNode directory = Root;
        int links = 0;
        while (names.Count > 1)
        {
            byte[] name = names.Pop();
            if (name.AsSpan().SequenceEqual(".."u8))
            {
                directory = directory.Parent ?? Root;
                continue;
            }

            TreeNode? next = directory.Children.GetValueOrDefault(name);
            if (next is { IsSymbolicLink: true })
            {
                links++;
                directory = FollowLink(next.Version!, names, links) ? Root : directory;
                continue;
            }

            if (next is not { IsDirectory: true })
            {
                if (!create)
                {
                    return (null, name);
                }

                next = new TreeNode(null, directory);
                directory.Children[name] = next;
            }

            directory = next;
        }

        return (directory, names.Pop());
    }

    /// <summary>Puts a link's names before those that are left; true when it begins at the root.</summary>
    private static bool FollowLink(KeptEntry link, Stack<byte[]> names, int links)
    {
        if (links > MostLinks)
        {
            throw new InvalidDataException($"symbolic links lead in a circle at {Text(link.Path)}");
        }

        foreach (byte[] name in Split(link.LinkTarget).Reverse())
        {
            names.Push(name);
        }

        return link.LinkTarget.AsSpan().StartsWith("/"u8);
    }

    private static IEnumerable<byte[]> Split(byte[] path)
    {
        int start = 0;
        for (int end = 0; end <= path.Length; end++)
        {
            if (end == path.Length || path[end] == (byte)'/')
            {
                if (end > start && !path.AsSpan(start, end - start).SequenceEqual("."u8))
                {
                    yield return path[start..end];
                }

                start = end + 1;
            }
        }
    }

    private static string Text(byte[] path) => System.Text.Encoding.UTF8.GetString(path);
}
