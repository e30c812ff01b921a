using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Tests;

public sealed class GeneratedTextTests
{
    [Fact]
    public Task A_driver_with_every_type_of_option() => Verify(Harness.Generate("Acme", Sample.EveryOption).ThrowIfBroken().Text);

    [Fact]
    public Task A_metadata_store() => Verify(Harness.Generate("Acme", Sample.Memory).ThrowIfBroken().Text);

    [Fact]
    public Task A_host_with_three_plugins()
    {
        MetadataReference alpha = Harness.Plugin("Alpha", Sample.Driver("alpha", "Alpha"));
        MetadataReference memory = Harness.Plugin("Memory", Sample.Memory);
        Generated host = Harness.Generate(Harness.Compile("Host", [Sample.Driver("own", "Host"), Sample.Host], alpha, memory));
        return Verify(host.ThrowIfBroken().Files["MyDrivers.g.cs"]);
    }

    [Fact]
    public Task A_handle_with_members_of_every_kind() => Verify(Harness.Generate("Acme", Sample.Handle).ThrowIfBroken().Text);

    [Fact]
    public void A_class_that_is_no_plugin_or_handle_gets_nothing()
    {
        string[] broken =
        [
            "[LayerKit.Registration.LayerDriver(\"plain\")] public sealed class NoInterface;",
            "[LayerKit.Registration.LayerDriverHost] public static class NotPartial;",
            "[LayerKit.References.RefCountedHandle(typeof(string))] public partial class NotSealed;",
            Sample.Driver("Bad Name", "Bad"),
            Sample.Driver("hidden", "Hidden").Replace("public sealed class", "file sealed class", StringComparison.Ordinal),
            Sample.Driver("private", "Private").Replace("DriverContext context)", "DriverContext context, int number)", StringComparison.Ordinal),
        ];
        Assert.Empty(Harness.Generate("Broken", broken).Files);
    }

    [Fact]
    public void An_internal_driver_gets_a_public_registration_that_hosts_can_name()
    {
        MetadataReference plugin = Harness.Plugin("Quiet", Sample.Driver("quiet", "Quiet").Replace("public sealed class", "internal sealed class", StringComparison.Ordinal));
        Generated host = Harness.Generate(Harness.Compile("Host", [Sample.Host], plugin));
        Assert.Contains("Quiet.SmallDriverRegistration.Instance", host.ThrowIfBroken().Files["MyDrivers.g.cs"], StringComparison.Ordinal);
    }
}
