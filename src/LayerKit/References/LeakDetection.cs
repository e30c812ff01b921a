using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace LayerKit.References;

/// <summary>Says what is remembered of handles in case they leak.</summary>
public static class LeakDetection
{
    /// <summary>At <see cref="LeakLevel.Sampled"/>, one handle in so many remembers its stack.</summary>
    public const int SampleEvery = 128;

    private static int _made;

    /// <summary>False when the program was built with the feature switch <c>LayerKit.LeakDetection</c> off; trimming then removes the detection.</summary>
    [FeatureSwitchDefinition("LayerKit.LeakDetection")]
    public static bool IsSupported { get; } = !AppContext.TryGetSwitch("LayerKit.LeakDetection", out bool isOn) || isOn;

    /// <summary>What handles made from now on remember. At the start, the runtime option <c>LayerKit.LeakLevel</c> decides, else <see cref="LeakLevel.Count"/>.</summary>
    public static LeakLevel Level { get; set; } =
        Enum.TryParse(AppContext.GetData("LayerKit.LeakLevel") as string, ignoreCase: true, out LeakLevel level) ? level : LeakLevel.Count;

    internal static StackTrace? Capture() => Level switch
    {
        LeakLevel.Every => new StackTrace(2, fNeedFileInfo: true),
        LeakLevel.Sampled when (uint)Interlocked.Increment(ref _made) % SampleEvery == 0 => new StackTrace(2, fNeedFileInfo: true),
        _ => null,
    };
}
