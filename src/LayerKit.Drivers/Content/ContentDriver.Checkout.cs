using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Content;

/// <content>Plain files out of a chain.</content>
public sealed partial class ContentDriver
{
    /// <summary>Blocks are shared with the store where the file system can (reflinks), never whole files, so that nothing done to a checkout reaches the store.</summary>
    /// <exception cref="InvalidDataException">An index or an object is damaged.</exception>
    /// <exception cref="FileNotFoundException">An object is missing.</exception>
    /// <inheritdoc/>
    public IReadOnlyList<CheckoutOmission> Checkout(CacheId id, string directory, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        IndexFile[] chain = [.. Chain(id).Reverse()];
        string target = Path.GetFullPath(directory);
        bool isNew = !Directory.Exists(target);
        if (!isNew && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new IOException($"{target} is not empty; check out into a new directory");
        }

        Directory.CreateDirectory(target);
        try
        {
            return CheckOut(chain, target, token);
        }
        catch
        {
            RemoveCheckout(target, isNew);
            throw;
        }
    }

    private IReadOnlyList<CheckoutOmission> CheckOut(IndexFile[] chain, string target, CancellationToken token)
    {
        DeviationLog deviations = new();
        FileCopier copier = new();
        for (int i = 0; i < chain.Length; i++)
        {
            using ITreeWriter tree = _engine.Write(target, hasLower: i > 0, deviations);
            new LayerReplay(chain[i], _objects, copier, token).Into(tree);
            tree.Finish();
        }

        return [.. deviations.All.Select(deviation => new CheckoutOmission(deviation.Path, deviation.IsAbsent))];
    }

    private void RemoveCheckout(string target, bool isNew)
    {
        _engine.Remove(target, CancellationToken.None);
        if (!isNew)
        {
            Directory.CreateDirectory(target);
        }
    }
}
