using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.Registration;
using Microsoft.Extensions.Logging;

namespace Acme;

public enum SyncMode
{
    None,
    MetadataOnly,
    Full,
}

public sealed class EveryOptions
{
    [DriverOption("size", Min = 1024, Max = 1099511627776)] public ByteSize Size { get; init; } = ByteSize.Parse("10G");
    [DriverOption("max_size")] public ByteSize? MaxSize { get; init; }
    [DriverOption("timeout", Max = 3600)] public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(90);
    [DriverOption("userxattr")] public bool UserXattr { get; init; }
    [DriverOption("level", Min = 0, Max = 9)] public int Level { get; init; } = 6;
    [DriverOption("blocks")] public ulong Blocks { get; init; }
    [DriverOption("ratio", Min = 0, Max = 0.5)] public double Ratio { get; init; } = 0.25;
    [DriverOption("sync", Aliases = ["fsync"])] public SyncMode Sync { get; init; }
    [DriverOption("mode")] public UnixFileMode Mode { get; init; } = (UnixFileMode)0x1ED;
    [DriverOption("name")] public string? Name { get; init; }
    [DriverOption("token", Secret = true)] public string Token { get; init; } = "none";
    [DriverOption("endpoint")] public required string Endpoint { get; init; }
    [DriverOption("mountopt")] public IReadOnlyList<string> MountOptions { get; init; } = ["noatime"];
    [DriverOption("sizes")] public ByteSize[] Sizes { get; init; } = [];
    [DriverOption("id")] public Guid Id { get; init; }
    [DriverOption("depth", Required = true)] public int Depth { get; init; }
    [DriverOption("old", ObsoleteMessage = "use every.name")] public string Old { get; init; } = "";
}

[LayerDriver("every", Priority = 7, Aliases = ["all", "each"])]
public sealed class EveryDriver(DriverContext context, EveryOptions options, ILogger<EveryDriver>? log, TimeProvider time, IFormatProvider? format) : ILayerDriver
{
    public EveryOptions Options { get; } = options;
    public bool IsLogged { get; } = log is not null;
    public static DriverProbe Probe(DriverContext context) => DriverProbe.NotSupported("it is a sample");
    public DriverStatus Status => [("Root", context.Root), ("Time", time.GetType().Name), ("Format", format is null ? "none" : "one")];
    public ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token) => throw new NotSupportedException();
    public ILayerContent Open(CacheId id) => throw new NotSupportedException();
    public void Remove(CacheId id, CancellationToken token) { }
    public DriverPresence Presence(CacheId id) => DriverPresence.Absent;
    public IEnumerable<CacheId> List() => [];
}
