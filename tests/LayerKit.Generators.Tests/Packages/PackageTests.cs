using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace LayerKit.Generators.Tests.Packages;

/// <summary>LayerKit as other people get it: packages, their builds, and Native AOT.</summary>
[Trait("Suite", "Long")]
public sealed class PackageTests(PackageFeed feed, ITestOutputHelper log) : IClassFixture<PackageFeed>
{
    private const int Rounds = 20;

    [Fact]
    public async Task A_host_gets_a_plugin_of_a_project_and_one_of_a_package_without_a_line_of_code()
    {
        string host = feed.Host("Both");
        string output = await Dotnet.RunAsync(host, "run", "-c", "Release");
        Assert.Contains("driver zipdir: zipdir.compression (one of optimal, fastest, no_compression, smallest_size)", output, StringComparison.Ordinal);
        Assert.Contains("metadata store lines", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_provider_of_a_name_breaks_the_build_and_both_are_named()
    {
        string host = feed.Host("Twice", more: ("Second.cs", Sample.Driver("zipdir", "Second")));
        (int exit, string output) = await Dotnet.TryRunAsync("dotnet", host, "build", "-m:1");
        Assert.NotEqual(0, exit);
        Assert.Contains(
            "error LK1006: Driver 'zipdir' is provided by both Acme.ZipDir.ZipDirDriverRegistration (ZipDir) and Second.SmallDriverRegistration (Twice)",
            output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_shuts_the_generator_out_is_told()
    {
        string plugin = feed.Project("Shut", $"""
            <ItemGroup><PackageReference Include="LayerKit.Abstractions" Version="{feed.Version}" /></ItemGroup>
            <Target Name="RemoveAnalyzers" BeforeTargets="CoreCompile"><ItemGroup><Analyzer Remove="@(Analyzer)" /></ItemGroup></Target>
            """);
        await File.WriteAllTextAsync(Path.Combine(plugin, "Driver.cs"), Sample.Driver("shut", "Shut"));
        await File.WriteAllTextAsync(Path.Combine(plugin, "Other.cs"), "namespace Shut; // LayerDriver in a comment is none\npublic static class Other;");
        (int exit, string output) = await Dotnet.TryRunAsync("dotnet", plugin, "build", "-m:1");
        Assert.NotEqual(0, exit);
        Assert.Contains("Driver.cs : error LK1011: LayerKit's generator does not run in this project", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Other.cs", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_published_with_Native_AOT_has_no_warnings_and_starts_ten_times_faster_than_under_the_JIT()
    {
        string host = feed.Host("Native");
        string rid = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        string published = await Dotnet.RunAsync(host, "publish", "-c", "Release", "-o", Path.Combine(host, "aot"), "-m:1");
        Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);
        await Dotnet.RunAsync(host, "publish", "-c", "Release", "-o", Path.Combine(host, "jit"), "-m:1", "-p:PublishAot=false");

        string native = Path.Combine(host, "aot", "Native");
        string jitted = Path.Combine(host, "jit", "Native");
        (int exit, string output) = await Dotnet.TryRunAsync(native, host);
        Assert.Equal(0, exit);
        Assert.Contains("driver zipdir", output, StringComparison.Ordinal);
        List<double> aot = [];
        List<double> jit = [];
        for (int i = 0; i < Rounds; i++)
        {
            aot.Add(await StartAsync(native, host));
            jit.Add(await StartAsync(jitted, host));
        }

        double ratio = Median(jit) / Median(aot);
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rid}: AOT {Median(aot):F1} ms, JIT {Median(jit):F1} ms, {ratio:F1} times; {new FileInfo(native).Length} bytes"));
        Assert.True(ratio >= 10, $"only {ratio:F1} times faster");
    }

    private static async Task<double> StartAsync(string program, string directory)
    {
        long start = Stopwatch.GetTimestamp();
        (int exit, _) = await Dotnet.TryRunAsync(program, directory);
        Assert.Equal(0, exit);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
