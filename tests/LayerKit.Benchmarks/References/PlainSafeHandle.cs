using System.Runtime.InteropServices;

namespace LayerKit.Benchmarks.References;

/// <summary>A SafeHandle over nothing, to compare with.</summary>
internal sealed class PlainSafeHandle : SafeHandle
{
    public PlainSafeHandle()
        : base(0, ownsHandle: true) => SetHandle(1);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => true;
}
