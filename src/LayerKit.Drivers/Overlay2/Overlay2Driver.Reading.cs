using System.Text;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Overlay2;

/// <content>What a layer changed, what it is, and what it takes.</content>
public sealed partial class Overlay2Driver
{
    /// <summary>Against the layer it was made on this reads the layer's own directory; against any other, and for an upper directory of somebody else's that refers to lower ones, both trees.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<Change> Changes(CacheId id, CacheId? parent, CancellationToken token)
    {
        ThrowIfAbsent(id);
        if (parent is not { } below)
        {
            using DetachedView alone = _mounter.Open(ViewOf(id));
            return new TreeComparer(new DeviationLog(), DeviationsOf(id), token).Compare(NodeComparer.None, alone.Root);
        }

        ThrowIfAbsent(below);
        using DetachedView older = _mounter.Open(ViewOf(below));
        IReadOnlyList<Change>? changes = LowersOf(id).FirstOrDefault() == below ? ChangesOfUpper(id, below, older, token) : null;
        if (changes is not null)
        {
            return changes;
        }

        using DetachedView newer = _mounter.Open(ViewOf(id));
        return new TreeComparer(DeviationsOf(below), DeviationsOf(id), token).Compare(older.Root, newer.Root);
    }

    private IReadOnlyList<Change>? ChangesOfUpper(CacheId id, CacheId parent, DetachedView older, CancellationToken token)
    {
        byte[] diff = Bytes(_layout.Diff(id));
        int upper = NativeException.Check(Fcntl.OpenAt(Libc.CurrentDirectory, diff, Fcntl.ReadOnly | Fcntl.Directory), "openat", diff);
        try
        {
            NodeComparer nodes = new(DeviationsOf(parent), DeviationsOf(id), _features.Names);
            return new UpperComparer(nodes, _features, token).Compare(older.Root, upper);
        }
        finally
        {
            Unistd.Close(upper);
        }
    }

    /// <summary>A copy of the merged tree; blocks are shared where the file system can (reflinks).</summary>
    /// <inheritdoc/>
    public IReadOnlyList<CheckoutOmission> Checkout(CacheId id, string directory, CancellationToken token)
    {
        ThrowIfAbsent(id);
        using DetachedView view = _mounter.Open(ViewOf(id));
        return CheckoutDirectory.Fill(_engine, directory, target =>
        {
            _engine.Copy(Encoding.ASCII.GetString(view.Path), target, token);
            return DeviationsOf(id);
        });
    }

    /// <summary>Walks the layers' own directories. Layers share whole layers below them, which count for themselves, and nothing else.</summary>
    /// <inheritdoc/>
    public LayerUsage Usage(IReadOnlyCollection<CacheId> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        long stored = 0;
        foreach (CacheId id in layers.Distinct())
        {
            ThrowIfAbsent(id);
            stored += _engine.Measure(_layout.Diff(id));
        }

        return new LayerUsage(stored, stored, Shared: 0);
    }

    private DeviationLog DeviationsOf(CacheId id) => DeviationFile.Read(_layout.Deviations(id));
}
