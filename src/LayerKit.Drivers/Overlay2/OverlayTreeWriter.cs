using System.Text;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;
using LayerKit.Errors;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Applies one layer to its own directory, as an apply through a mount would show it, with overlayfs's whiteouts and opaque directories.</summary>
/// <remarks>
/// <para>Lower layers are only looked at where they matter: for directories that this layer does not have yet, for whiteouts, and for targets of hard links.</para>
/// <para>Invariant: no phantoms. A whiteout is made only where a lower layer has the name and shows it, because the kernel shows any other as a file.</para>
/// </remarks>
internal sealed partial class OverlayTreeWriter : TreeWriter
{
    private const int MaxLinks = 40;

    private readonly OverlayFeatures _features;
    private readonly DetachedView? _view;
    private readonly DirectoryCache? _lower;
    private readonly TreeCopier _copier;
    private readonly LowerLinks? _links;

    // Directories that an entry describes, by inode; the others are there because something in them is.
    private readonly HashSet<ulong> _named = [];

    // Paths, as Latin-1 keeps bytes: lower directories that this layer hides, and lower files that are here only because a hard link needed them.
    private readonly HashSet<string> _severed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _brought = new(StringComparer.Ordinal);

    private (byte[] Path, byte[] Real)? _lastLink;

    /// <summary>Starts on an empty directory.</summary>
    /// <param name="root">Its absolute path.</param>
    /// <param name="view">The merged lower layers, disposed with this; null for a base layer.</param>
    /// <param name="deviations">Takes what cannot be done; has what the lower layers could not.</param>
    /// <param name="features">How overlayfs wants it.</param>
    public OverlayTreeWriter(ReadOnlySpan<byte> root, DetachedView? view, DeviationLog deviations, OverlayFeatures features)
        : base(new DirectoryCache(root, followsLinks: false), deviations, features.Names)
    {
        _features = features;
        _view = view;
        _lower = view is null ? null : new DirectoryCache(view.Path, followsLinks: false);
        _links = view is null ? null : new LowerLinks(view.Root);
        _copier = new TreeCopier(Directories.Root.Handle, features.Names, CancellationToken.None);
        deviations.Inherit();
        if (_lower is not null)
        {
            InheritMetadata(Directories.Root.Handle, _lower.Root, []);
            Directories.Root.Refresh();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _lower?.Dispose();
        _view?.Dispose();
    }

    protected override void OnEntry(CachedDirectory parent, ReadOnlySpan<byte> name, LayerEntryType type)
    {
        if (_lastLink is { } last && !parent.Path.SequenceEqual(last.Real))
        {
            _lastLink = null;
        }

        if (_brought.Count > 0)
        {
            _brought.Remove(Key(CleanPath.Join(parent.Path, name)));
        }

        if (type != LayerEntryType.Directory && !Deviations.IsEmpty)
        {
            Deviations.ForgetInherited(CleanPath.Join(parent.Path, name), andItself: true);
        }
    }

    protected override void OnNamed(ulong inode) => _named.Add(inode);

    protected override void OnRemoved(ulong inode)
    {
        base.OnRemoved(inode);
        _named.Remove(inode);
    }

    // A directory in the place of a whiteout or a file must not show what that has hidden.
    protected override void OnInstead(CachedDirectory parent, ReadOnlySpan<byte> name)
    {
        if (LowerHas(parent.Path, name, out FileStatus lower))
        {
            byte[] path = CleanPath.Join(parent.Path, name);
            _severed.Add(Key(path));
            if (lower.IsDirectory)
            {
                SetOpaque(parent, name, path);
            }
        }
    }

    protected override void OnAbsent(CachedDirectory parent, ReadOnlySpan<byte> name)
    {
        if (LowerHas(parent.Path, name, out _))
        {
            MakeWhiteout(parent, name);
        }
    }

    protected override void ThrowIfMisread(in LayerEntry entry)
    {
        if (entry is { Type: LayerEntryType.CharacterDevice, DeviceMajor: 0, DeviceMinor: 0 })
        {
            throw new UnsupportedTarEntryException(EntryText.Of(entry.Path), "it is a device 0:0, which overlayfs takes for a whiteout; other drivers can keep it");
        }
    }

    protected override CachedDirectory Directory(ReadOnlySpan<byte> path)
    {
        if (Directories.Find(path, out CachedDirectory directory) >= 0)
        {
            return directory;
        }

        if (!TryResolve(path, out byte[] real))
        {
            MakeImplied(path);
            if (!TryResolve(path, out real))
            {
                throw new IOException($"'{EntryText.Of(path)}' is no directory although it was made one");
            }
        }

        return Bring(real);
    }

    protected override bool TryFindLinkTarget(ReadOnlySpan<byte> path, out CachedDirectory from)
    {
        from = Directories.Root;
        if (!TryResolve(CleanPath.Parent(path), out byte[] real) || Directories.Find(real, out from) < 0)
        {
            return false;
        }

        bool isThere = TryStatus(from, CleanPath.Name(path), out FileStatus status);
        return isThere ? !status.IsWhiteout : Deviations.TryFind(CleanPath.Join(real, CleanPath.Name(path)), out _);
    }

    /// <summary>Copies a lower file into this layer, which is what a link made through a mount would do; for a directory the attempt to link it will say no.</summary>
    protected override void BringLinkTarget(ReadOnlySpan<byte> path)
    {
        if (_lower is null || path.IsEmpty || !TryResolve(CleanPath.Parent(path), out byte[] real))
        {
            return;
        }

        byte[] name = CleanPath.Name(path).ToArray();
        bool isHere = Directories.Find(real, out CachedDirectory here) >= 0 && TryStatus(here, name, out _);
        if (isHere || !LowerHas(real, name, out FileStatus lower))
        {
            return;
        }

        byte[] target = CleanPath.Join(real, name);
        if (lower.IsDirectory)
        {
            Bring(target);
            return;
        }

        BringFile(real, name, target);
        foreach (byte[] other in lower.Links > 1 ? _links!.Names(lower) : [])
        {
            BringOtherName(other, target);
        }
    }

    private void BringFile(byte[] parent, byte[] name, byte[] path)
    {
        CachedDirectory copy = Bring(parent);
        Deferred.Touch(copy);
        _copier.CopyFile(OpenLower(parent)!.Handle, copy, name, path);
        _brought.Add(Key(path));
    }

    /// <summary>Gives a file that was copied up a further name that it has below, unless this layer hides that or has something else there.</summary>
    private void BringOtherName(byte[] path, byte[] target)
    {
        byte[] parent = CleanPath.Parent(path).ToArray();
        ReadOnlySpan<byte> name = CleanPath.Name(path);
        bool isHere = Directories.Find(parent, out CachedDirectory here) >= 0 && TryStatus(here, name, out _);
        if (isHere || !LowerHas(parent, name, out _) || !TryResolve(parent, out byte[] real) || !real.AsSpan().SequenceEqual(parent))
        {
            return;
        }

        here = Bring(parent);
        Deferred.Touch(here);
        NativeException.Check(Unistd.LinkAt(Directories.Root.Handle, target, here.Handle, name), "linkat", path);
        _brought.Add(Key(path));
    }

    /// <summary>Makes a lower directory, and those above it, also one of this layer.</summary>
    private CachedDirectory Bring(byte[] path)
    {
        if (Directories.Find(path, out CachedDirectory directory) >= 0)
        {
            return directory;
        }

        CachedDirectory parent = Bring(CleanPath.Parent(path).ToArray());
        ReadOnlySpan<byte> name = CleanPath.Name(path);
        Deferred.Touch(parent);
        NativeException.Check(SysStat.MakeDirectoryAt(parent.Handle, name, NewDirectoryMode), "mkdirat", path);
        int handle = OpenDirectory(parent.Handle, name, path);
        try
        {
            InheritMetadata(handle, OpenLower(path) ?? throw new IOException($"'{EntryText.Of(path)}' went away in the lower layers"), path);
        }
        finally
        {
            Unistd.Close(handle);
        }

        NativeException.Check(Directories.Find(path, out directory), "openat2", path);
        return directory;
    }

    private void InheritMetadata(int handle, CachedDirectory lower, byte[] path)
    {
        FileStatus status = lower.Status;
        _copier.CopyOwnerAndXattrs(lower.Handle, handle, path, status);
        NativeException.Check(SysStat.Status(handle, out FileStatus made), "statx", path);
        Deferred.Set(made.Inode, path, status.Permissions, status.ModifiedTime);
    }

    /// <summary>Opens what the lower layers show at a real path; null when they have no directory there or this layer hides it.</summary>
    private CachedDirectory? OpenLower(ReadOnlySpan<byte> path) =>
        _lower is not null && !IsSevered(path) && _lower.Find(path, out CachedDirectory lower) >= 0 ? lower : null;

    private bool LowerHas(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name, out FileStatus status)
    {
        status = default;
        return OpenLower(parent) is { } lower && TryStatus(lower, name, out status) && !status.IsWhiteout;
    }

    private bool IsSevered(ReadOnlySpan<byte> path)
    {
        bool isSevered = _severed.Count > 0 && _severed.Contains("");
        for (ReadOnlySpan<byte> at = path; _severed.Count > 0 && !isSevered && !at.IsEmpty; at = CleanPath.Parent(at))
        {
            isSevered = _severed.Contains(Key(at));
        }

        return isSevered;
    }

    private static string Key(ReadOnlySpan<byte> path) => Encoding.Latin1.GetString(path);

    private void SetOpaque(CachedDirectory parent, ReadOnlySpan<byte> name, byte[] path)
    {
        int result = SysXattr.SetOfPath(ProcPath.Of(parent.Handle, name), _features.OpaqueName, "y"u8);
        NativeException.Check(result, "lsetxattr", path);
    }

    private static void MakeWhiteout(CachedDirectory parent, ReadOnlySpan<byte> name) =>
        NativeException.Check(SysStat.MakeNodeAt(parent.Handle, name, SysStat.TypeCharacter, 0, 0), "mknodat", name);
}
