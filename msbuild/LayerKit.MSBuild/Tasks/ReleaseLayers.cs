using LayerKit.MSBuild.Importing;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace LayerKit.MSBuild.Tasks;

/// <summary>Ends the lease of one build, or, without one, those of projects that are gone, and then removes layers that nothing keeps.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReleaseLayers : StoreTask
{
    /// <summary>How old in hours a layer has to be that is removed because nothing keeps it; empty to remove none.</summary>
    public string PruneGraceHours { get; set; } = "";

    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        using LayerStore store = await OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        int removed = Lease.Length > 0
            ? await new BuildLease(Project, Lease).EndAsync(store, cancellationToken).ConfigureAwait(false)
            : await BuildLease.EndOfLostProjectsAsync(store, cancellationToken).ConfigureAwait(false);
        if (PruneGraceHours.Length > 0)
        {
            PruneResult pruned = await store.PruneAsync(ParseGrace(), dryRun: false, cancellationToken).ConfigureAwait(false);
            Log.LogMessage(MessageImportance.High, "LayerKit: {0} layers of no project any more removed, {1} that nothing kept ({2} bytes)", removed, pruned.Layers.Count, pruned.Bytes);
        }
    }

    private TimeSpan ParseGrace() => ItemValues.TryNumber(PruneGraceHours, out uint hours)
        ? TimeSpan.FromHours(hours)
        : throw new ItemFault(ItemCodes.BadValue, null, $"bad LayerKitPruneGraceHours '{PruneGraceHours}': expected whole hours");
}
