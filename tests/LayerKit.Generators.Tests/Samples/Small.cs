using System;
using System.Collections.Generic;
using System.Threading;
using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.Registration;

namespace NAMESPACE;

[LayerDriver("NAME", Priority = 1)]
public sealed class SmallDriver(DriverContext context) : ILayerDriver
{
    public DriverStatus Status => [("Root", context.Root)];
    public ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token) => throw new NotSupportedException();
    public ILayerContent Open(CacheId id) => throw new NotSupportedException();
    public void Remove(CacheId id, CancellationToken token) { }
    public DriverPresence Presence(CacheId id) => DriverPresence.Absent;
    public IEnumerable<CacheId> List() => [];
}
