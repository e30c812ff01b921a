using LayerKit.Drivers;
using LayerKit.Registration;

namespace LayerKit.Abstractions.Tests.Registration;

public sealed class PluginCatalogTests
{
    [Fact]
    public void Drivers_come_by_priority_and_then_by_name()
    {
        PluginCatalog catalog = new PluginCatalog().Add(Driver("b", 1)).Add(Driver("a", 1)).Add(Driver("c", 2));
        Assert.Equal(["c", "a", "b"], catalog.Drivers.Select(driver => driver.Name));
    }

    [Fact]
    public void A_driver_is_found_by_name_and_alias()
    {
        DriverRegistration driver = Driver("overlay2", 1, "overlay");
        PluginCatalog catalog = new PluginCatalog().Add(driver);
        Assert.Same(driver, catalog.FindDriver("overlay2"));
        Assert.Same(driver, catalog.FindDriver("overlay"));
        Assert.Null(catalog.FindDriver("vfs"));
        Assert.Same(driver, Assert.Single(catalog.Drivers));
    }

    [Theory]
    [InlineData("same", "")]
    [InlineData("other", "same")]
    [InlineData("alias", "")]
    public void A_second_provider_of_a_name_is_refused_by_naming_both(string name, string alias)
    {
        PluginCatalog catalog = new PluginCatalog().Add(Driver("same", 1, "alias"));
        ArgumentException error = Assert.Throws<ArgumentException>(() => catalog.Add(Driver(name, 1, alias.Length == 0 ? [] : [alias])));
        Assert.Contains("same of Acme", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{name} of Acme", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Overlay")]
    [InlineData("-x")]
    [InlineData("a23456789012345678901234567890123")]
    public void A_bad_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => Driver(name, 1));

    private static DriverRegistration Driver(string name, int priority, params string[] aliases) =>
        new(name, priority, _ => DriverProbe.Supported, (_, _) => throw new NotSupportedException())
        {
            Aliases = aliases,
            Provider = $"{name} of Acme",
        };
}
