using LayerKit.Drivers;

namespace LayerKit.Testing.Drivers;

/// <summary>Checks that a driver keeps the contract of <see cref="ILayerDriver"/> and of the abilities that it has, faults and attacks included.</summary>
/// <remarks>
/// <para>A crash is a driver that is not disposed, with writers that are neither committed nor disposed, before the next one is opened on the same root.</para>
/// <para>Checks look at merged trees through a mount where the driver mounts, else through a checkout. Of a driver that can do neither they look at what each layer
/// has itself; so they do where the system is not Linux. A check that says nothing about a driver says why in <see cref="ConformanceCheck.NotApplicable"/>.</para>
/// <para>After every check a directory beside the driver's own has to be as it was.</para>
/// </remarks>
/// <param name="open">Opens a driver in the context's root, an empty directory the first time, as <see cref="Registration.DriverRegistration.Create"/> does. It is called several times for one root.</param>
public sealed class DriverConformance(Func<DriverContext, ILayerDriver> open)
{
    /// <summary>How to damage a layer; null leaves those checks out.</summary>
    public IDriverDamage? Damage { get; init; }

    /// <summary>Where the temporary directories are made; null is where the system has its own.</summary>
    public string? Place { get; init; }

    /// <summary>Whether the driver works on a tmpfs, which is what the checks take for a disk that is full.</summary>
    public bool WorksInMemory { get; init; } = true;

    /// <summary>The checks, also those that do not apply. Each is independent of the others, and they may run at the same time.</summary>
    public IEnumerable<ConformanceCheck> Checks()
    {
        DriverCheck[] trees =
        [
            .. ApplyChecks.All, .. TypeChecks.All, .. WhiteoutChecks.All, .. OrdinaryLayerChecks.All, .. HardLinkChecks.All, .. BreakoutChecks.All, .. ChainChecks.All,
        ];
        DriverCheck[] all =
        [
            .. LifeCycleChecks.All, .. SharingChecks.All, .. EntryChecks.All, .. ContentChecks.All, .. FaultChecks.All,
            .. trees.Select(check => check.Needing(Abilities.Tree)),
            .. trees.Select(check => check.Needing(Abilities.Tree).Staged()),
            .. StagedChecks.All.Select(check => check.Needing(Abilities.Tree | Abilities.Staged)),
            .. DiffChecks.All.Select(check => check.Needing(Abilities.Diff)),
            .. MountChecks.All.Select(check => check.Needing(Abilities.Mount)),
            .. ReadWriteChecks.All.Select(check => check.Needing(Abilities.Mount | Abilities.ReadWrite)),
            .. ApplyDiffChecks.All.Select(check => check.Needing(Abilities.Mount | Abilities.ReadWrite | Abilities.ApplyDiff)),
            .. CommitChecks.All.Select(check => check.Needing(Abilities.Mount | Abilities.ReadWrite | Abilities.Commit)),
            .. FurtherAbilityChecks.All,
        ];
        Abilities abilities = Find();
        return all.Select(check => new ConformanceCheck(check.Name, () => Run(check), Obstacle(check.Needs & ~abilities)));
    }

    private static string? Obstacle(Abilities missing) => (Abilities)((int)missing & -(int)missing) switch
    {
        Abilities.None => null,
        Abilities.Tree => "the driver neither mounts nor checks out, or this is not Linux",
        Abilities.Mount => "the driver does not mount, or this is not Linux",
        Abilities.ReadWrite => "the driver has no RW layers",
        Abilities.Diff => "the driver does not list changes itself",
        Abilities.Staged => "the driver applies no layer before its parent",
        Abilities.Checkout => "the driver does not check out, or this is not Linux",
        Abilities.Usage => "the driver tells no usage",
        Abilities.Sync => "the driver does not sync",
        Abilities.Describes => "the driver does not tell where layers are",
        Abilities.ApplyDiff => "the driver writes no entries into an RW layer",
        Abilities.Commit => "the driver makes no layers of RW layers",
        Abilities.Root => "only root, and not that of a user namespace, gives files to others and makes devices",
        Abilities.SmallPlace => "there is no small file system that the driver works on",
        _ => "nobody knows how to damage a layer of this driver",
    };

    private Abilities Find()
    {
        using DriverTrial trial = NewTrial();
        bool isLinux = OperatingSystem.IsLinux();
        bool isRoot = isLinux && Environment.IsPrivilegedProcess && HasAllIds();
        return Of(isLinux && trial.Driver is IMountable or ICheckout, Abilities.Tree)
            | Of(isLinux && trial.Driver is IMountable, Abilities.Mount)
            | Of(isLinux && trial.Driver is IReadWriteLayers, Abilities.ReadWrite)
            | Of(trial.Driver is INativeDiff, Abilities.Diff)
            | Of(trial.Driver is IStagedLayers, Abilities.Staged)
            | Of(isLinux && trial.Driver is ICheckout, Abilities.Checkout)
            | Of(trial.Driver is IUsage, Abilities.Usage)
            | Of(trial.Driver is ISync, Abilities.Sync)
            | Of(trial.Driver is IDescribesLayers, Abilities.Describes)
            | Of(trial.Driver is IApplyDiff, Abilities.ApplyDiff)
            | Of(trial.Driver is ICommitReadWrite, Abilities.Commit)
            | Of(isRoot, Abilities.Root)
            | Of(isRoot && WorksInMemory, Abilities.SmallPlace)
            | Of(Damage is not null, Abilities.Damage);
    }

    private static Abilities Of(bool has, Abilities ability) => has ? ability : Abilities.None;

    private void Run(DriverCheck check)
    {
        using DriverTrial trial = NewTrial();
        check.Body(trial);
        trial.RequireCanary();
    }

    private DriverTrial NewTrial() => new(open, Place ?? Path.GetTempPath()) { Damage = Damage };

    /// <summary>False for the root of a user namespace, which has some ids and none of the rights to devices: user_namespaces(7).</summary>
    private static bool HasAllIds() =>
        File.ReadAllText("/proc/self/uid_map").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is ["0", "0", "4294967295"];
}
