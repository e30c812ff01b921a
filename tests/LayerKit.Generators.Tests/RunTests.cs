using System.Reflection;
using System.Runtime.Loader;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Metadata;
using LayerKit.Registration;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LayerKit.Generators.Tests;

/// <summary>Generated code at work.</summary>
public sealed class RunTests
{
    private static readonly Assembly Acme = Load(Harness.Generate("Acme", Sample.EveryOption, Sample.Memory).Emit());

    private readonly PluginCatalog _catalog = new();

    public RunTests() => Acme.GetCustomAttribute<PluginManifestAttribute>()!.AddTo(_catalog);

    [Fact]
    public void The_manifest_adds_the_plugins_of_an_assembly_that_is_loaded_at_run_time()
    {
        Assert.Equal(["every"], _catalog.Drivers.Select(driver => driver.Name));
        Assert.Equal(["memory"], _catalog.MetadataStores.Select(store => store.Name));
        Assert.Equal(7, _catalog.FindDriver("all")!.Priority);
        Assert.Equal("it is a sample", _catalog.FindDriver("each")!.Probe(new DriverContext("/x")).Reason);
    }

    [Fact]
    public Task Options_are_listed_with_what_they_expect_and_their_defaults() =>
        Verify(string.Join("\n", _catalog.FindDriver("every")!.Options.Select(option => $"{option.Key} | {option.Expected} | {option.Default ?? "-"}")));

    [Fact]
    public void Every_type_of_option_is_read()
    {
        dynamic driver = Create(
            ("every.size", "2G"), ("every.max_size", "1k"), ("every.timeout", "PT1M"), ("every.userxattr", "t"), ("every.level", "9"), ("every.blocks", "18446744073709551615"),
            ("every.ratio", "0.5"), ("every.fsync", "metadata-only"), ("every.mode", "0700"), ("every.name", "n"), ("every.token", "secret"), ("every.endpoint", "e"),
            ("every.mountopt", "ro"), ("every.mountopt", "nodev"), ("every.sizes", "1k"), ("every.id", "5f0e9c7e-5f1b-4f6c-9a53-6c4bb8d4c001"), ("every.depth", "3"));
        dynamic options = driver.Options;
        Assert.Equal(new ByteSize(2L << 30), (ByteSize)options.Size);
        Assert.Equal(new ByteSize(1024), (ByteSize?)options.MaxSize);
        Assert.Equal(TimeSpan.FromMinutes(1), (TimeSpan)options.Timeout);
        Assert.True((bool)options.UserXattr);
        Assert.Equal(ulong.MaxValue, (ulong)options.Blocks);
        Assert.Equal(0.5, (double)options.Ratio);
        Assert.Equal("MetadataOnly", ((object)options.Sync).ToString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, (UnixFileMode)options.Mode);
        Assert.Equal(["ro", "nodev"], (IReadOnlyList<string>)options.MountOptions);
        Assert.Equal([new ByteSize(1024)], (ByteSize[])options.Sizes);
        Assert.Equal(3, (int)options.Depth);
    }

    [Fact]
    public void What_is_not_given_keeps_its_default()
    {
        dynamic options = ((dynamic)Create(("every.endpoint", "e"), ("every.depth", "3"))).Options;
        Assert.Equal(ByteSize.Parse("10G"), (ByteSize)options.Size);
        Assert.Null((ByteSize?)options.MaxSize);
        Assert.Equal(["noatime"], (IReadOnlyList<string>)options.MountOptions);
        Assert.Null((string?)options.Name);
        Assert.Equal(6, (int)options.Level);
    }

    [Fact]
    public void All_errors_of_a_list_come_at_once()
    {
        DriverOptionException error = Assert.Throws<DriverOptionException>(() => Create(("every.level", "12"), ("every.sise", "1"), ("every.sync", "ful")));
        Assert.Equal(
            ["every.sise: did you mean every.size?", "every.endpoint: it is required: add every.endpoint=...", "every.depth: it is required: add every.depth=...",
                "every.level: the nearest allowed is 9", "every.sync: did you mean full?"],
            error.Problems.Select(problem => $"{problem.Key}: {problem.Hint}"));
    }

    [Fact]
    public void Constructors_get_what_the_host_has()
    {
        DriverRegistration every = _catalog.FindDriver("every")!;
        KeyValuePair<string, string>[] options = [new("every.endpoint", "e"), new("every.depth", "1")];
        ILayerDriver bare = every.Create(new DriverContext("/x"), options);
        ILayerDriver equipped = every.Create(new DriverContext("/x") { Services = new Services(NullLoggerFactory.Instance, System.Globalization.CultureInfo.InvariantCulture) }, options);
        Assert.Equal([("Root", "/x"), ("Time", "SystemTimeProvider"), ("Format", "none")], bare.Status);
        Assert.Equal(("Format", "one"), equipped.Status[2]);
        Assert.False((bool)((dynamic)bare).IsLogged);
        Assert.True((bool)((dynamic)equipped).IsLogged);
    }

    [Fact]
    public void A_service_that_is_missing_is_named()
    {
        string source = Sample.Driver("needy", "Needy").Replace("DriverContext context)", "DriverContext context, System.IFormatProvider format)", StringComparison.Ordinal)
            .Replace("context.Root", "context.Root + format", StringComparison.Ordinal);
        PluginCatalog catalog = new();
        Load(Harness.Generate("Needy", source).Emit()).GetCustomAttribute<PluginManifestAttribute>()!.AddTo(catalog);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => catalog.FindDriver("needy")!.Create(new DriverContext("/x"), []));
        Assert.Equal("plugin 'needy' needs the service System.IFormatProvider, and there are no services: set LayerStoreOptions.Services", error.Message);
    }

    [Fact]
    public void A_metadata_store_gets_its_options_from_its_context()
    {
        MetadataContext context = new("/root", "every", Sync: false) { Options = [new("memory.limit", "2M")] };
        Assert.Equal("/root 2M", (string)((dynamic)_catalog.FindMetadataStore("memory")!.Create(context)).Where);
        Assert.Throws<DriverOptionException>(() => _catalog.FindMetadataStore("memory")!.Create(context with { Options = [new("memory.limits", "2M")] }));
    }

    [Fact]
    public void A_host_makes_its_catalog_and_names_its_plugins()
    {
        Generated host = Harness.Generate(Harness.Compile("Host", [Sample.Driver("fuse-overlayfs", "Host"), Sample.Host]));
        Type type = Load(host.Emit()).GetType("MyDrivers")!;
        var catalog = (PluginCatalog)type.GetMethod("CreateCatalog")!.Invoke(null, null)!;
        Assert.NotNull(catalog.FindDriver("fuse-overlayfs"));
        Assert.Equal("fuse-overlayfs", type.GetNestedType("DriverNames")!.GetField("FuseOverlayfs")!.GetRawConstantValue());
    }

    private static Assembly Load(byte[] assembly) => AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(assembly));

    private ILayerDriver Create(params (string Key, string Value)[] options) =>
        _catalog.FindDriver("every")!.Create(new DriverContext("/x"), [.. options.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value))]);

    private sealed class Services(ILoggerFactory loggers, IFormatProvider format) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(ILoggerFactory) ? loggers : serviceType == typeof(IFormatProvider) ? format : null;
    }
}
