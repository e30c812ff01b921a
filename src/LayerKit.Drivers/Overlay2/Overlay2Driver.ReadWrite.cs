using LayerKit.Drivers.Tree;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Registration;

namespace LayerKit.Drivers.Overlay2;

/// <content>RW layers, and how they become layers.</content>
public sealed partial class Overlay2Driver
{
    // What Docker reads of a "committed" file is that it is there. What is in it says that LayerKit may take it back.
    private const string SealedText = "sealed";

    /// <inheritdoc/>
    public void CreateReadWrite(CacheId id, CacheId? parent, ReadWriteOptions options, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(options);
        token.ThrowIfCancellationRequested();
        ThrowIfAny(options.StorageOptions);
        DeviationLog deviations = Begin(id, parent);
        try
        {
            using (OverlayTreeWriter tree = WriterOver(id, parent, deviations))
            {
                tree.Finish();
            }

            PrivateDirectory.Create(Path.Combine(_layout.Staging(id), "work"));
            Publish(id, parent, deviations);
        }
        catch
        {
            RemoveStaging(id);
            throw;
        }
    }

    /// <summary>Writes through a mount that nobody else sees, so that lower files are copied up as the kernel does it.</summary>
    /// <inheritdoc/>
    public ILayerWriter ApplyDiff(CacheId id, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        ThrowIfAbsent(id);
        DeviationLog deviations = DeviationsOf(id);
        DetachedView view = _mounter.Open(WritableOf(id));
        try
        {
            return new ReadWriteWriter(new CopyTreeWriter(view.Path, hasLower: true, deviations, view), deviations, _layout.Deviations(id));
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    /// <summary>Marks the layer; its upper directory is the committed layer's.</summary>
    /// <inheritdoc/>
    public void Seal(CacheId id, CacheId? parent, CancellationToken token)
    {
        ThrowIfAbsent(id);
        if (!IsCommitted(id))
        {
            File.WriteAllText(_layout.Committed(id), SealedText);
        }
    }

    /// <summary>Copies the upper directory with whiteouts and all; blocks are shared where the file system can (reflinks).</summary>
    /// <inheritdoc/>
    public void Clone(CacheId id, CacheId source, CacheId? parent, CancellationToken token)
    {
        ThrowIfAbsent(source);
        Begin(id, parent);
        try
        {
            _engine.Copy(_layout.Diff(source), Path.Combine(_layout.Staging(id), "diff"), token);
            Commit(id, parent, DeviationsOf(source));
        }
        catch
        {
            RemoveStaging(id);
            throw;
        }
    }

    private static OptionProblem SizeProblem(string key, string? value) => new(
        key, value, "no limit of the size, because LayerKit sets no project quotas", "leave it out or use a driver with quotas");

    private static void ThrowIfAny(IEnumerable<KeyValuePair<string, string>> options)
    {
        OptionProblem[] problems = [.. options.Select(option => option.Key is "size" or "overlay2.size"
            ? SizeProblem(option.Key, option.Value)
            : new OptionProblem(option.Key, option.Value, "no options", "leave it out"))];
        if (problems.Length > 0)
        {
            throw new DriverOptionException(DriverName, problems);
        }
    }

    /// <summary>True for a layer that nobody writes to any more, whatever happens; a sealed RW layer may still be one again.</summary>
    private bool IsCommitted(CacheId id) => File.Exists(_layout.Committed(id)) && File.ReadAllText(_layout.Committed(id)) != SealedText;

    /// <summary>As Docker does when a layer gets a child: from then on it is mounted read-only.</summary>
    private void MarkCommitted(CacheId id)
    {
        if (!IsCommitted(id))
        {
            File.WriteAllBytes(_layout.Committed(id), []);
        }
    }
}
