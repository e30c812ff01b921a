Console.WriteLine("The service.");
