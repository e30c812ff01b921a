using System.Runtime.CompilerServices;
using LayerKit.Metadata;

namespace LayerKit.Testing.Metadata;

/// <summary>Checks that a metadata store keeps the contract of <see cref="IMetadataStore"/>, faults and crashes included.</summary>
/// <remarks>
/// A crash is a store that is not disposed before the next one is opened on the same root. A store that keeps its records elsewhere than in the
/// root, say in memory, has to find them again by <see cref="MetadataContext.Root"/>.
/// </remarks>
/// <param name="open">Opens a store, as <see cref="Registration.MetadataStoreRegistration.Create"/> does. It is called several times for one root.</param>
public sealed class MetadataStoreConformance(Func<MetadataContext, IMetadataStore> open)
{
    /// <summary>How to damage records; null leaves those checks out.</summary>
    public IMetadataDamage? Damage { get; init; }

    /// <summary>Whether the stores are opened to survive a power cut; checks take much longer then.</summary>
    public bool Sync { get; init; }

    /// <summary>Where the temporary directories are made; null is where the system has its own.</summary>
    public string? Place { get; init; }

    /// <summary>The checks. Each is independent of the others, and they may run at the same time.</summary>
    public IEnumerable<ConformanceCheck> Checks()
    {
        IEnumerable<(string Name, Action<StoreTrial> Body)> bodies =
        [
            .. LayerChecks.All, .. LookupChecks.All, .. SplitChecks.All, .. RWLayerChecks.All, .. PinChecks.All, .. PinnedLayerChecks.All,
            .. OrphanChecks.All, .. QuarantineChecks.All, .. ConcurrencyChecks.All,
        ];
        IMetadataDamage? damage = Damage;
        IEnumerable<ConformanceCheck> checks = bodies.Select(check => Make(check.Name, check.Body));
        return damage is null ? checks : checks.Concat(DamageChecks.All.Select(check => Make(check.Name, trial => check.Body(trial, damage))));
    }

    internal static (string Name, Action<StoreTrial> Body) Check(Action<StoreTrial> body, [CallerArgumentExpression(nameof(body))] string name = "") => (name, body);

    private ConformanceCheck Make(string name, Action<StoreTrial> body) => new(name, () =>
    {
        using StoreTrial trial = new(open, new MetadataContext(MakeRoot(), "vfs", Sync));
        body(trial);
    });

    private string MakeRoot()
    {
        string place = Place ?? Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(place, $"layerkit-conformance-{Path.GetRandomFileName()}")).FullName;
    }
}
