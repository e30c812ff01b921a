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
        IndexFile[] chain = [.. Chain(id).Reverse()];
        return CheckoutDirectory.Fill(_engine, directory, target => CheckOut(chain, target, token));
    }

    private DeviationLog CheckOut(IndexFile[] chain, string target, CancellationToken token)
    {
        DeviationLog deviations = new();
        FileCopier copier = new();
        for (int i = 0; i < chain.Length; i++)
        {
            using ITreeWriter tree = _engine.Write(target, hasLower: i > 0, deviations);
            new LayerReplay(chain[i], _objects, copier, token).Into(tree);
            tree.Finish();
        }

        return deviations;
    }
}
