namespace LayerKit.RealInputs.Tests;

/// <summary>The real inputs that .ci/run makes before it runs this suite.</summary>
internal static class RealInput
{
    /// <summary>Full path of an input.</summary>
    public static string Path(string name)
    {
        string? directory = Environment.GetEnvironmentVariable("LAYERKIT_INPUTS");
        Assert.False(string.IsNullOrEmpty(directory), "set LAYERKIT_INPUTS to the directory that .ci/inputs made");
        string path = System.IO.Path.Combine(directory, name);
        Assert.True(File.Exists(path), $"{path} is missing; .ci/inputs makes it");
        return path;
    }
}
